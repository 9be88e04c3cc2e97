namespace Strongroom.Cryptography.Pkcs11;

/// <summary>
/// Numbers of PKCS#11 under their own names (OASIS PKCS #11 v2.40 and v3.0, header pkcs11t.h): classes, key
/// types, attributes, mechanisms and flags, as far as they are used here.
/// </summary>
internal static class Ck
{
    internal const ulong CKO_PUBLIC_KEY = 2;
    internal const ulong CKO_PRIVATE_KEY = 3;
    internal const ulong CKO_SECRET_KEY = 4;

    internal const ulong CKK_EC = 3;
    internal const ulong CKK_GENERIC_SECRET = 0x10;
    internal const ulong CKK_AES = 0x1f;
    internal const ulong CKK_EC_EDWARDS = 0x40;

    internal const ulong CKA_CLASS = 0;
    internal const ulong CKA_TOKEN = 1;
    internal const ulong CKA_PRIVATE = 2;
    internal const ulong CKA_LABEL = 3;
    internal const ulong CKA_VALUE = 0x11;
    internal const ulong CKA_KEY_TYPE = 0x100;
    internal const ulong CKA_ID = 0x102;
    internal const ulong CKA_SENSITIVE = 0x103;
    internal const ulong CKA_ENCRYPT = 0x104;
    internal const ulong CKA_DECRYPT = 0x105;
    internal const ulong CKA_WRAP = 0x106;
    internal const ulong CKA_UNWRAP = 0x107;
    internal const ulong CKA_SIGN = 0x108;
    internal const ulong CKA_VERIFY = 0x10a;
    internal const ulong CKA_DERIVE = 0x10c;
    internal const ulong CKA_VALUE_LEN = 0x161;
    internal const ulong CKA_EXTRACTABLE = 0x162;
    internal const ulong CKA_LOCAL = 0x163;
    internal const ulong CKA_NEVER_EXTRACTABLE = 0x164;
    internal const ulong CKA_ALWAYS_SENSITIVE = 0x165;
    internal const ulong CKA_MODIFIABLE = 0x170;
    internal const ulong CKA_EC_PARAMS = 0x180;
    internal const ulong CKA_EC_POINT = 0x181;

    internal const ulong CKM_GENERIC_SECRET_KEY_GEN = 0x350;
    internal const ulong CKM_EC_KEY_PAIR_GEN = 0x1040;
    internal const ulong CKM_ECDSA = 0x1041;
    internal const ulong CKM_EC_EDWARDS_KEY_PAIR_GEN = 0x1055;
    internal const ulong CKM_EDDSA = 0x1057;
    internal const ulong CKM_AES_KEY_GEN = 0x1080;
    internal const ulong CKM_AES_GCM = 0x1087;

    internal const ulong CKF_OS_LOCKING_OK = 2;
    internal const ulong CKF_RW_SESSION = 2;
    internal const ulong CKF_SERIAL_SESSION = 4;
    internal const ulong CKF_TOKEN_INITIALIZED = 0x400;

    internal const ulong CKU_USER = 1;

    internal const ulong CKS_RW_USER_FUNCTIONS = 3;

    /// <summary>CK_UNAVAILABLE_INFORMATION, (CK_ULONG)-1: an attribute that cannot be told.</summary>
    internal const ulong CK_UNAVAILABLE_INFORMATION = ulong.MaxValue;
}
