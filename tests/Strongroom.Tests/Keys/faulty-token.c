/* A PKCS#11 library that passes every call on to the real one and fails on request: what stands in the file
 * "<this library's path>.fault" is what the next calls meet: "error", "hang", "lost", "removed", "altered", or "logout" for once;
 * or how the token lies: "other" signs with another of its keys, "swapped" shows the public key of another pair,
 * "extractable" made the key as if nobody had asked for one that stays.
 * CK_FUNCTION_LIST is a version padded to eight bytes and 68 pointers, in the order of pkcs11f.h.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long CK_RV;
typedef unsigned long CK_ULONG;
struct list { unsigned char version[8]; void *function[68]; };

enum {
    GetSlotList = 4, OpenSession = 12, Logout = 19, GetAttribute = 24, FindInit = 26, Find = 27, FindFinal = 28, Decrypt = 34,
    SignInit = 42, Sign = 43, Random = 64,
};

#define CKR_GENERAL_ERROR 0x05UL
#define CKR_DEVICE_REMOVED 0x32UL
#define CKR_SESSION_HANDLE_INVALID 0xb3UL
#define CKR_TOKEN_NOT_PRESENT 0xe0UL

static struct list *real, wrapped;
static char fault_path[4096];

static int is_fault(const char *word)
{
    char read[16] = "";
    FILE *file = fopen(fault_path, "r");
    if (!file) return 0;
    if (!fgets(read, sizeof read, file)) read[0] = 0;
    fclose(file);
    return strcmp(read, word) == 0;
}

static CK_RV fault(void)
{
    if (access(fault_path, F_OK) != 0) return 0;
    while (is_fault("hang")) usleep(20000);
    if (is_fault("error")) return CKR_GENERAL_ERROR;
    if (is_fault("lost")) return CKR_SESSION_HANDLE_INVALID;
    if (is_fault("removed")) return CKR_DEVICE_REMOVED;
    return 0;
}

#define PASS(index, ...) ((CK_RV (*)())real->function[index])(__VA_ARGS__)

static CK_RV get_slot_list(unsigned char present, CK_ULONG *slots, CK_ULONG *count)
{
    CK_RV result = fault() == CKR_DEVICE_REMOVED ? 0 : PASS(GetSlotList, present, slots, count);
    if (is_fault("removed")) *count = 0;
    return result;
}

static CK_RV open_session(CK_ULONG slot, CK_ULONG flags, void *application, void *notify, CK_ULONG *session)
{
    if (is_fault("removed")) return CKR_TOKEN_NOT_PRESENT;
    CK_RV result = fault();
    return result ? result : PASS(OpenSession, slot, flags, application, notify, session);
}

static CK_RV find_init(CK_ULONG session, void *template, CK_ULONG count)
{
    CK_RV result = fault();
    if (is_fault("logout") && unlink(fault_path) == 0) PASS(Logout, session);
    return result ? result : PASS(FindInit, session, template, count);
}

static CK_RV decrypt(CK_ULONG session, void *in, CK_ULONG in_length, unsigned char *out, CK_ULONG *out_length)
{
    CK_RV result = fault();
    return result ? result : PASS(Decrypt, session, in, in_length, out, out_length);
}

struct attribute { CK_ULONG type; void *value; CK_ULONG length; };

/* Another object of that class (2 public key, 3 private key), or the same where there is none. */
static CK_ULONG other_than(CK_ULONG session, CK_ULONG object, CK_ULONG class)
{
    struct attribute wanted = { 0, &class, sizeof class };
    CK_ULONG found[64], count = 0, other = object;
    PASS(FindInit, session, &wanted, 1UL);
    PASS(Find, session, found, 64UL, &count);
    PASS(FindFinal, session);
    for (CK_ULONG i = 0; i < count; i++) if (found[i] != object) other = found[i];
    return other;
}

static CK_RV sign_init(CK_ULONG session, void *mechanism, CK_ULONG key)
{
    return PASS(SignInit, session, mechanism, is_fault("other") ? other_than(session, key, 3) : key);
}

static CK_RV get_attribute(CK_ULONG session, CK_ULONG object, struct attribute *attributes, CK_ULONG count)
{
    if (attributes->type == 0x181 && is_fault("swapped")) object = other_than(session, object, 2);
    CK_RV result = PASS(GetAttribute, session, object, attributes, count);
    if (result == 0 && attributes->type == 0x162 && is_fault("extractable")) *(unsigned char *)attributes->value = 1;
    return result;
}

/* The real token signs before the answer is lost, as with a cable that breaks on the way back. */
static CK_RV sign(CK_ULONG session, void *data, CK_ULONG length, unsigned char *signature, CK_ULONG *written)
{
    CK_RV result = PASS(Sign, session, data, length, signature, written);
    if (result == 0 && is_fault("altered")) signature[5] ^= 1;
    CK_RV failed = fault();
    return failed ? failed : result;
}

static CK_RV fill_random(CK_ULONG session, void *bytes, CK_ULONG length)
{
    CK_RV result = fault();
    return result ? result : PASS(Random, session, bytes, length);
}

CK_RV C_GetFunctionList(struct list **list)
{
    Dl_info self;
    void *module = dlopen(REAL_MODULE, RTLD_NOW | RTLD_LOCAL);
    if (!module || !dladdr((void *)C_GetFunctionList, &self)) return CKR_GENERAL_ERROR;
    snprintf(fault_path, sizeof fault_path, "%s.fault", self.dli_fname);
    CK_RV (*get)(struct list **) = (CK_RV (*)(struct list **))dlsym(module, "C_GetFunctionList");
    CK_RV result = get(&real);
    if (result) return result;
    wrapped = *real;
    wrapped.function[GetSlotList] = (void *)get_slot_list;
    wrapped.function[OpenSession] = (void *)open_session;
    wrapped.function[FindInit] = (void *)find_init;
    wrapped.function[Decrypt] = (void *)decrypt;
    wrapped.function[GetAttribute] = (void *)get_attribute;
    wrapped.function[SignInit] = (void *)sign_init;
    wrapped.function[Sign] = (void *)sign;
    wrapped.function[Random] = (void *)fill_random;
    *list = &wrapped;
    return 0;
}

/* The interface list of v3.x, for one version of the same functions. */
struct interface { const char *name; void *functions; CK_ULONG flags; };
static struct interface standard = { "PKCS 11", &wrapped, 0 };

CK_RV C_GetInterfaceList(struct interface *list, CK_ULONG *count)
{
    struct list *unused;
    CK_RV result = C_GetFunctionList(&unused);
    if (result) return result;
    list[0] = standard;
    *count = 1;
    return 0;
}

CK_RV C_GetInterface(const char *name, void *version, struct interface **found, CK_ULONG flags)
{
    struct list *unused;
    (void)version;
    (void)flags;
    if (strcmp(name, "PKCS 11") != 0) return CKR_GENERAL_ERROR;
    CK_RV result = C_GetFunctionList(&unused);
    wrapped.version[0] = 3;
    wrapped.version[1] = 0;
    *found = &standard;
    return result;
}
