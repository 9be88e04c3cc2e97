/* The C_ functions in front of deriving-token.c, one at a time, and their list in the order of pkcs11f.h. */

#define ENTER pthread_mutex_lock(&gate); CK_RV result = OK
#define LEAVE pthread_mutex_unlock(&gate); return result
#define WITH_SESSION(handle) \
    ENTER; \
    struct session *own = session_of(handle); \
    if (!own || (own->slot == 0 && is_fault("removed"))) { \
        result = own ? REMOVED : SESSION; \
        LEAVE; \
    }

static CK_RV initialize(void *arguments) { (void)arguments; return OK; }

static CK_RV finalize(void *reserved)
{
    (void)reserved;
    ENTER;
    memset(sessions, 0, sizeof sessions);
    memset(logged_in, 0, sizeof logged_in);
    for (int i = 0; i < 2048; i++) if (!objects[i].flags[TOKEN]) memset(&objects[i], 0, sizeof objects[i]);
    LEAVE;
}

static CK_RV get_info(byte *info)
{
    memset(info, ' ', 88);
    memset(info, 0, 2);
    info[0] = 2;
    info[1] = 40;
    memcpy(info + 48, "Deriving tokens for tests", 25);
    info[80] = 1;
    info[81] = 0;
    return OK;
}

static CK_RV get_slot_list(byte present, CK_ULONG *slots, CK_ULONG *count)
{
    (void)present;
    int first = is_fault("removed") ? 1 : 0;
    for (int i = first; slots && i < 2; i++) slots[i - first] = (CK_ULONG)i;
    *count = (CK_ULONG)(2 - first);
    return OK;
}

/* CK_TOKEN_INFO: label 32, manufacturer 32, model 16, serial 16, flags, ten numbers, two versions, time 16. */
static CK_RV get_token_info(CK_ULONG slot, byte *info)
{
    if (slot > 1) return SLOT;
    CK_ULONG flags = 0x40d;
    memset(info, 0, 208);
    memset(info, ' ', 96);
    memcpy(info, slot ? "deriving-2" : "deriving-1", 10);
    memcpy(info + 32, "Strongroom tests", 16);
    memcpy(info + 64, "deriving", 8);
    memcpy(info + 80, slot ? "d2" : "d1", 2);
    memcpy(info + 96, &flags, sizeof flags);
    info[184] = info[186] = 1;
    return OK;
}

static CK_RV get_mechanism_info(CK_ULONG slot, CK_ULONG type, CK_ULONG *info)
{
    (void)slot;
    memset(info, 0, 3 * sizeof(CK_ULONG));
    return type == SECRET_GEN || type == ECDSA || type == EDDSA || type == MASTER_DERIVE || type == CHILD_DERIVE ? OK : MECHANISM;
}

static CK_RV open_session(CK_ULONG slot, CK_ULONG flags, void *application, void *notify, CK_ULONG *session)
{
    (void)flags;
    (void)application;
    (void)notify;
    ENTER;
    if (slot > 1) result = SLOT;
    else if (slot == 0 && is_fault("removed")) result = 0xe0;
    else {
        for (*session = 1; *session <= 512 && sessions[*session - 1].used; ++*session) {}
        if (*session > 512) result = 0xb1;
        else sessions[*session - 1] = (struct session) { .used = 1, .slot = (int)slot };
    }
    LEAVE;
}

static CK_RV close_session(CK_ULONG session)
{
    WITH_SESSION(session);
    own->used = 0;
    for (int i = 0; i < 2048; i++) if (objects[i].used && objects[i].session == session) memset(&objects[i], 0, sizeof objects[i]);
    LEAVE;
}

static CK_RV get_session_info(CK_ULONG session, CK_ULONG *info)
{
    WITH_SESSION(session);
    info[0] = (CK_ULONG)own->slot;
    info[1] = logged_in[own->slot] ? 3 : 2;
    info[2] = 6;
    info[3] = 0;
    LEAVE;
}

static CK_RV login(CK_ULONG session, CK_ULONG user, byte *pin, CK_ULONG length)
{
    (void)user;
    WITH_SESSION(session);
    if (length != 13 || memcmp(pin, "correct-horse", 13)) result = PIN;
    else if (logged_in[own->slot]) result = 0x100;
    else logged_in[own->slot] = 1;
    LEAVE;
}

static CK_RV logout(CK_ULONG session)
{
    WITH_SESSION(session);
    logged_in[own->slot] = 0;
    LEAVE;
}

static CK_RV create_object(CK_ULONG session, struct attribute *template, CK_ULONG count, CK_ULONG *handle)
{
    WITH_SESSION(session);
    struct object object = { 0 };
    result = fill(&object, template, count);
    if (!result && (object.class != 4 || object.type != 0x10 || object.secret_length < 16)) result = TEMPLATE;
    if (!result) result = store(&object, session, handle);
    LEAVE;
}

static CK_RV destroy_object(CK_ULONG session, CK_ULONG handle)
{
    WITH_SESSION(session);
    struct object *object = object_of(own, handle);
    if (object) memset(object, 0, sizeof *object);
    else result = 0x82;
    LEAVE;
}

static CK_RV get_attribute(CK_ULONG session, CK_ULONG handle, struct attribute *wanted, CK_ULONG count)
{
    WITH_SESSION(session);
    struct object *object = object_of(own, handle);
    if (!object) result = 0x82;
    for (CK_ULONG i = 0; object && i < count; i++) {
        CK_RV one = tell(object, &wanted[i]);
        if (one) result = one;
    }
    LEAVE;
}

static CK_RV find_init(CK_ULONG session, struct attribute *wanted, CK_ULONG count)
{
    WITH_SESSION(session);
    own->found_count = own->found_next = 0;
    for (int i = 0; i < 2048 && own->found_count < 64; i++) {
        struct object *object = object_of(own, (CK_ULONG)i + 1);
        if (object && is_match(object, wanted, count)) own->found[own->found_count++] = (CK_ULONG)i + 1;
    }
    LEAVE;
}

static CK_RV find(CK_ULONG session, CK_ULONG *handles, CK_ULONG max, CK_ULONG *count)
{
    WITH_SESSION(session);
    for (*count = 0; *count < max && own->found_next < own->found_count; ++*count) handles[*count] = own->found[own->found_next++];
    LEAVE;
}

static CK_RV find_final(CK_ULONG session) { WITH_SESSION(session); LEAVE; }

static CK_RV generate_key(CK_ULONG session, struct mechanism *how, struct attribute *template, CK_ULONG count, CK_ULONG *handle)
{
    WITH_SESSION(session);
    struct object object = { .class = 4, .type = 0x10 };
    result = how->type == SECRET_GEN ? fill(&object, template, count) : MECHANISM;
    if (!result && (object.secret_length < 16 || object.secret_length > 64)) result = TEMPLATE;
    if (!result && RAND_bytes(object.secret, (int)object.secret_length) != 1) result = GENERAL;
    object.flags[LOCAL] = 1;
    object.flags[NEVER_EXTRACTABLE] = !object.flags[EXTRACTABLE];
    object.flags[ALWAYS_SENSITIVE] = object.flags[SENSITIVE_];
    if (!result) result = store(&object, session, handle);
    LEAVE;
}

static CK_RV derive_key(CK_ULONG session, struct mechanism *how, CK_ULONG base, struct attribute *template, CK_ULONG count, CK_ULONG *key)
{
    WITH_SESSION(session);
    result = derive(session, how, base, template, count, key);
    LEAVE;
}

static CK_RV sign_init(CK_ULONG session, struct mechanism *how, CK_ULONG handle)
{
    WITH_SESSION(session);
    struct object *key = object_of(own, handle);
    own->sign_key = handle;
    own->sign_mechanism = how->type;
    if (!key) result = HANDLE_INVALID;
    else if (!key->flags[SIGN]) result = NOT_PERMITTED;
    else if (how->type != (key->curve == 2 ? EDDSA : ECDSA)) result = MECHANISM;
    LEAVE;
}

static CK_RV sign_one(CK_ULONG session, byte *message, CK_ULONG length, byte *signature, CK_ULONG *written)
{
    WITH_SESSION(session);
    struct object *key = object_of(own, own->sign_key);
    result = key ? sign(key, own->sign_mechanism, message, length, signature, written) : HANDLE_INVALID;
    LEAVE;
}

static CK_RV fill_random(CK_ULONG session, byte *bytes, CK_ULONG length)
{
    WITH_SESSION(session);
    if (RAND_bytes(bytes, (int)length) != 1) result = GENERAL;
    LEAVE;
}

static CK_RV unsupported(void) { return 0x54; }

static struct { byte version[8]; void *function[68]; } list = { .version = { 2, 40 } };

CK_RV C_GetFunctionList(void **found)
{
    void *named[][2] = {
        { (void *)0, initialize }, { (void *)1, finalize }, { (void *)2, get_info }, { (void *)4, get_slot_list },
        { (void *)6, get_token_info }, { (void *)8, get_mechanism_info }, { (void *)12, open_session },
        { (void *)13, close_session }, { (void *)15, get_session_info }, { (void *)18, login }, { (void *)19, logout },
        { (void *)20, create_object }, { (void *)22, destroy_object }, { (void *)24, get_attribute }, { (void *)26, find_init },
        { (void *)27, find }, { (void *)28, find_final }, { (void *)42, sign_init }, { (void *)43, sign_one },
        { (void *)58, generate_key }, { (void *)62, derive_key }, { (void *)64, fill_random },
    };
    for (int i = 0; i < 68; i++) list.function[i] = (void *)unsupported;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) list.function[(size_t)named[i][0]] = named[i][1];
    *found = &list;
    return OK;
}
