/* A PKCS#11 library of our own with two software tokens, "deriving-1" and "deriving-2", for tests: BIP32 master and child
 * derivation with the numbers and parameters of Thales Luna 7, SLIP-10 where CKA_EC_PARAMS names a curve, ECDSA and EdDSA
 * with derived keys, and nothing else. Keys live as long as the process. All arithmetic is OpenSSL's.
 * What stands in "<this library's path>.fault" makes it lie: "child" derives the neighbour of the child that was asked
 * for, "extractable" says that keys can leave, "removed" takes the first token away.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/obj_mac.h>
#include <openssl/rand.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

typedef unsigned long CK_RV;
typedef unsigned long CK_ULONG;
typedef unsigned char byte;
struct attribute { CK_ULONG type; byte *value; CK_ULONG length; };
struct mechanism { CK_ULONG type; void *parameter; CK_ULONG length; };
struct derivation {
    struct attribute *public_template; CK_ULONG public_count;
    struct attribute *private_template; CK_ULONG private_count;
    union {
        struct { CK_ULONG public_key, private_key; } master;
        struct { CK_ULONG *path, path_length, public_key, private_key, error_index; } child;
    } of;
};

enum { OK = 0, GENERAL = 5, READ_ONLY = 0x10, TYPE_INVALID = 0x12, VALUE_INVALID = 0x13, SENSITIVE = 0x11, REMOVED = 0x32,
    HANDLE_INVALID = 0x60, KEY_TYPE = 0x63, NOT_PERMITTED = 0x68, MECHANISM = 0x70, PARAMETER = 0x71, PIN = 0xa0,
    SESSION = 0xb3, TEMPLATE = 0xd1, NOT_LOGGED_IN = 0x101, TOO_SMALL = 0x150, SLOT = 3 };
enum { SECRET_GEN = 0x350, ECDSA = 0x1041, EDDSA = 0x1057 };
#define VENDOR 0x80000000UL
#define MASTER_DERIVE (VENDOR + 0xe00)
#define CHILD_DERIVE (VENDOR + 0xe01)
#define CKK_BIP32 (VENDOR + 0x14)
#define CHAIN_CODE (VENDOR + 0x1100)
#define HARDENED 0x80000000UL

/* The attributes that are flags; a template sets them, the last four excepted. */
enum flag { TOKEN, PRIVATE, SENSITIVE_, ENCRYPT, DECRYPT, WRAP, UNWRAP, SIGN, VERIFY, DERIVE, EXTRACTABLE, MODIFIABLE,
    LOCAL, NEVER_EXTRACTABLE, ALWAYS_SENSITIVE, FLAGS };
static const CK_ULONG flag_types[FLAGS] = { 1, 2, 0x103, 0x104, 0x105, 0x106, 0x107, 0x108, 0x10a, 0x10c, 0x162, 0x170,
    0x163, 0x164, 0x165 };

struct object {
    int used, slot, curve; /* curve: 0 secp256k1, 1 P-256, 2 Ed25519 */
    CK_ULONG class, type, session;
    byte flags[FLAGS], id[64], label[64], secret[64], chain[32], point[65];
    CK_ULONG id_length, label_length, secret_length, point_length;
};
struct session { int used, slot; CK_ULONG found[64], found_count, found_next, sign_key, sign_mechanism; };

static struct object objects[2048];
static struct session sessions[512];
static int logged_in[2];
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static const char *seeds[] = { "Bitcoin seed", "Nist256p1 seed", "ed25519 seed" };
static const byte oids[3][9] = { { 6, 5, 0x2b, 0x81, 4, 0, 0x0a }, { 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1 }, { 6, 3, 0x2b, 0x65, 0x70 } };

static int is_fault(const char *word)
{
    char path[4096], read[16] = "";
    Dl_info self;
    if (!dladdr((void *)is_fault, &self)) return 0;
    snprintf(path, sizeof path, "%s.fault", self.dli_fname);
    FILE *file = fopen(path, "r");
    if (!file) return 0;
    if (!fgets(read, sizeof read, file)) read[0] = 0;
    fclose(file);
    return strcmp(read, word) == 0;
}

static EC_GROUP *group_of(int curve)
{
    return EC_GROUP_new_by_curve_name(curve == 0 ? NID_secp256k1 : NID_X9_62_prime256v1);
}

/* Compressed for hashing, uncompressed for CKA_EC_POINT; 32 bytes on Ed25519. */
static CK_ULONG point_of(int curve, const byte *secret, int compressed, byte *out)
{
    if (curve == 2) {
        size_t length = 32;
        EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, secret, 32);
        EVP_PKEY_get_raw_public_key(key, out, &length);
        EVP_PKEY_free(key);
        return length;
    }
    EC_GROUP *group = group_of(curve);
    EC_POINT *point = EC_POINT_new(group);
    BIGNUM *number = BN_bin2bn(secret, 32, NULL);
    EC_POINT_mul(group, point, number, NULL, NULL, NULL);
    CK_ULONG length = EC_POINT_point2oct(
        group, point, compressed ? POINT_CONVERSION_COMPRESSED : POINT_CONVERSION_UNCOMPRESSED, out, 65, NULL);
    BN_clear_free(number);
    EC_POINT_free(point);
    EC_GROUP_free(group);
    return length;
}

/* left + add mod n (add may be NULL) into out; 0 where SLIP-10 hashes again. */
static int is_key(int curve, const byte *left, const byte *add, byte *out)
{
    if (curve == 2) return memcpy(out, left, 32) != NULL;
    EC_GROUP *group = group_of(curve);
    BN_CTX *context = BN_CTX_new();
    BIGNUM *number = BN_bin2bn(left, 32, NULL), *other = add ? BN_bin2bn(add, 32, NULL) : BN_new();
    const BIGNUM *order = EC_GROUP_get0_order(group);
    int is_good = BN_cmp(number, order) < 0;
    BN_mod_add(number, number, other, order, context);
    is_good = is_good && !BN_is_zero(number);
    BN_bn2binpad(number, out, 32);
    BN_clear_free(number);
    BN_clear_free(other);
    BN_CTX_free(context);
    EC_GROUP_free(group);
    return is_good;
}

static void derive_master(struct object *key, const byte *seed, CK_ULONG length)
{
    byte hash[64], again[64];
    HMAC(EVP_sha512(), seeds[key->curve], (int)strlen(seeds[key->curve]), seed, length, hash, NULL);
    while (!is_key(key->curve, hash, NULL, key->secret)) {
        memcpy(again, hash, 64);
        HMAC(EVP_sha512(), seeds[key->curve], (int)strlen(seeds[key->curve]), again, 64, hash, NULL);
    }
    memcpy(key->chain, hash + 32, 32);
}

/* BIP-32 and SLIP-10, private parent to private child; Ed25519 knows hardened children only. */
static CK_RV derive_child(struct object *key, CK_ULONG index)
{
    byte input[37] = { 0 }, hash[64], parent[32];
    if (is_fault("child")) index ^= 1;
    if (key->curve == 2 && index < HARDENED) return PARAMETER;
    memcpy(parent, key->secret, 32);
    if (index >= HARDENED) memcpy(input + 1, parent, 32);
    else point_of(key->curve, parent, 1, input);
    for (int i = 0; i < 4; i++) input[33 + i] = (byte)(index >> (24 - 8 * i));
    for (;;) {
        HMAC(EVP_sha512(), key->chain, 32, input, 37, hash, NULL);
        if (is_key(key->curve, hash, key->curve == 2 ? NULL : parent, key->secret)) break;
        input[0] = 1;
        memcpy(input + 1, hash + 32, 32);
    }
    memcpy(key->chain, hash + 32, 32);
    return OK;
}

static struct session *session_of(CK_ULONG handle)
{
    int is_there = handle > 0 && handle <= 512 && sessions[handle - 1].used;
    return is_there ? &sessions[handle - 1] : NULL;
}

static struct object *object_of(struct session *session, CK_ULONG handle)
{
    if (handle < 1 || handle > 2048 || !objects[handle - 1].used) return NULL;
    struct object *object = &objects[handle - 1];
    int is_seen = object->slot == session->slot && (!object->flags[PRIVATE] || logged_in[session->slot]);
    return is_seen ? object : NULL;
}

static CK_RV fill(struct object *object, const struct attribute *template, CK_ULONG count)
{
    for (CK_ULONG i = 0; i < count; i++) {
        const struct attribute *one = &template[i];
        int flag = 0;
        while (flag < LOCAL && flag_types[flag] != one->type) flag++;
        if (flag < LOCAL) object->flags[flag] = one->value[0];
        else if (one->type == 0) memcpy(&object->class, one->value, sizeof object->class);
        else if (one->type == 0x100) memcpy(&object->type, one->value, sizeof object->type);
        else if (one->type == 3 && one->length <= 64) memcpy(object->label, one->value, object->label_length = one->length);
        else if (one->type == 0x102 && one->length <= 64) memcpy(object->id, one->value, object->id_length = one->length);
        else if (one->type == 0x11 && one->length <= 64) memcpy(object->secret, one->value, object->secret_length = one->length);
        else if (one->type == 0x161) memcpy(&object->secret_length, one->value, sizeof(CK_ULONG));
        else if (one->type == 0x180) {
            for (object->curve = 0; object->curve < 3; object->curve++)
                if (memcmp(oids[object->curve], one->value, one->length < 9 ? one->length : 9) == 0) break;
            if (object->curve == 3) return VALUE_INVALID;
        } else return TYPE_INVALID;
    }
    return OK;
}

static CK_RV store(struct object *object, CK_ULONG session, CK_ULONG *handle)
{
    object->used = 1;
    object->slot = session_of(session)->slot;
    object->session = object->flags[TOKEN] ? 0 : session;
    for (int i = 0; i < 2048; i++) {
        if (objects[i].used) continue;
        objects[i] = *object;
        *handle = i + 1;
        return OK;
    }
    return GENERAL;
}

static CK_RV derive(CK_ULONG session, struct mechanism *how, CK_ULONG base, struct attribute *template, CK_ULONG count, CK_ULONG *key)
{
    struct session *own = session_of(session);
    if (!own) return SESSION;
    struct object *parent = object_of(own, base);
    struct derivation *wanted = how->parameter;
    int is_master = how->type == MASTER_DERIVE;
    if (!is_master && how->type != CHILD_DERIVE) return MECHANISM;
    if (!parent) return HANDLE_INVALID;
    if (template || count || key) return 7;
    if (how->length != (is_master ? 48 : 72)) return PARAMETER;
    if (!parent->flags[DERIVE]) return NOT_PERMITTED;
    if (parent->type != (is_master ? 0x10 : CKK_BIP32) || (!is_master && parent->class != 3)) return KEY_TYPE;
    struct object secret = { .class = 3, .type = CKK_BIP32, .secret_length = 32, .curve = parent->curve };
    struct object shown = { .class = 2, .type = CKK_BIP32 };
    CK_RV result = fill(&secret, wanted->private_template, wanted->private_count);
    if (!result) result = fill(&shown, wanted->public_template, wanted->public_count);
    if (result) return result;
    if (secret.type != CKK_BIP32 || (!is_master && secret.curve != parent->curve)) return TEMPLATE;
    if (is_master) derive_master(&secret, parent->secret, parent->secret_length);
    else {
        memcpy(secret.secret, parent->secret, 32);
        memcpy(secret.chain, parent->chain, 32);
        for (CK_ULONG i = 0; i < wanted->of.child.path_length && !result; i++)
            result = derive_child(&secret, wanted->of.child.path[i]);
        if (result) return result;
    }
    secret.flags[NEVER_EXTRACTABLE] = parent->flags[NEVER_EXTRACTABLE] && !secret.flags[EXTRACTABLE];
    secret.flags[ALWAYS_SENSITIVE] = parent->flags[ALWAYS_SENSITIVE] && secret.flags[SENSITIVE_];
    shown.curve = secret.curve;
    shown.point_length = point_of(secret.curve, secret.secret, 0, shown.point);
    memcpy(shown.chain, secret.chain, 32);
    CK_ULONG public_key = 0, private_key = 0;
    if (wanted->public_count) result = store(&shown, session, &public_key);
    if (!result && wanted->private_count) result = store(&secret, session, &private_key);
    if (is_master) wanted->of.master.public_key = public_key, wanted->of.master.private_key = private_key;
    else wanted->of.child.public_key = public_key, wanted->of.child.private_key = private_key;
    return result;
}

static CK_RV tell(struct object *object, struct attribute *one)
{
    byte value[80];
    CK_ULONG length = 0;
    for (int flag = 0; flag < FLAGS; flag++)
        if (flag_types[flag] == one->type) value[0] = object->flags[flag], length = 1;
    if (one->type == 0x162 && is_fault("extractable")) value[0] = 1;
    if (one->type == 0) memcpy(value, &object->class, length = sizeof(CK_ULONG));
    if (one->type == 0x100) memcpy(value, &object->type, length = sizeof(CK_ULONG));
    if (one->type == 0x102) memcpy(value, object->id, length = object->id_length);
    if (one->type == 3) memcpy(value, object->label, length = object->label_length);
    if (one->type == CHAIN_CODE && object->class == 2) memcpy(value, object->chain, length = 32);
    if (one->type == 0x181 && object->class == 2) {
        value[0] = 4;
        value[1] = (byte)object->point_length;
        memcpy(value + 2, object->point, object->point_length);
        length = object->point_length + 2;
    }
    int is_secret = one->type == 0x11 || (one->type == CHAIN_CODE && object->class != 2);
    if (is_secret || length == 0) {
        one->length = ~0UL;
        return is_secret ? SENSITIVE : TYPE_INVALID;
    }
    if (one->value && one->length < length) return TOO_SMALL;
    if (one->value) memcpy(one->value, value, length);
    one->length = length;
    return OK;
}

static int is_match(struct object *object, struct attribute *wanted, CK_ULONG count)
{
    byte value[80];
    for (CK_ULONG i = 0; i < count; i++) {
        struct attribute told = { wanted[i].type, value, sizeof value };
        if (tell(object, &told) || told.length != wanted[i].length) return 0;
        if (memcmp(value, wanted[i].value, told.length)) return 0;
    }
    return 1;
}

static CK_RV sign(struct object *key, CK_ULONG mechanism, const byte *message, CK_ULONG length, byte *out, CK_ULONG *written)
{
    if (*written < 64) return TOO_SMALL;
    *written = 64;
    if (mechanism == EDDSA) {
        size_t bytes = 64;
        EVP_PKEY *ed = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, key->secret, 32);
        EVP_MD_CTX *context = EVP_MD_CTX_new();
        int is_signed = EVP_DigestSignInit(context, NULL, NULL, NULL, ed) && EVP_DigestSign(context, out, &bytes, message, length);
        EVP_MD_CTX_free(context);
        EVP_PKEY_free(ed);
        return is_signed ? OK : GENERAL;
    }
    EC_KEY *ec = EC_KEY_new_by_curve_name(key->curve == 0 ? NID_secp256k1 : NID_X9_62_prime256v1);
    BIGNUM *number = BN_bin2bn(key->secret, 32, NULL);
    EC_KEY_set_private_key(ec, number);
    ECDSA_SIG *signature = ECDSA_do_sign(message, (int)length, ec);
    if (signature) {
        BN_bn2binpad(ECDSA_SIG_get0_r(signature), out, 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(signature), out + 32, 32);
    }
    int is_signed = signature != NULL;
    ECDSA_SIG_free(signature);
    BN_clear_free(number);
    EC_KEY_free(ec);
    return is_signed ? OK : GENERAL;
}

#include "deriving-token-api.h"
