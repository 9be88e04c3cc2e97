// CK_FUNCTION_LIST (PKCS #11 v2.40 section 5.3, pkcs11f.h): CK_VERSION padded to 8 bytes, then 68 pointers in
// the order of the header. The list of v3.x begins with the same 68, so that one view reads both. Functions
// that are not called here have no field.
using System.Runtime.InteropServices;

namespace Strongroom.Cryptography.Pkcs11;

[StructLayout(LayoutKind.Explicit, Size = 8 + 68 * 8)]
internal unsafe struct CK_FUNCTION_LIST
{
    [FieldOffset(0)]
    internal CK_VERSION Version;

    [FieldOffset(8 + 0 * 8)]
    internal delegate* unmanaged[Cdecl]<CK_C_INITIALIZE_ARGS*, ulong> C_Initialize;

    [FieldOffset(8 + 1 * 8)]
    internal delegate* unmanaged[Cdecl]<void*, ulong> C_Finalize;

    [FieldOffset(8 + 2 * 8)]
    internal delegate* unmanaged[Cdecl]<CK_INFO*, ulong> C_GetInfo;

    [FieldOffset(8 + 4 * 8)]
    internal delegate* unmanaged[Cdecl]<byte, ulong*, ulong*, ulong> C_GetSlotList;

    [FieldOffset(8 + 6 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, CK_TOKEN_INFO*, ulong> C_GetTokenInfo;

    [FieldOffset(8 + 8 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, ulong, CK_MECHANISM_INFO*, ulong> C_GetMechanismInfo;

    [FieldOffset(8 + 12 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, ulong, void*, void*, ulong*, ulong> C_OpenSession;

    [FieldOffset(8 + 13 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, ulong> C_CloseSession;

    [FieldOffset(8 + 15 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, CK_SESSION_INFO*, ulong> C_GetSessionInfo;

    [FieldOffset(8 + 18 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, ulong, byte*, ulong, ulong> C_Login;

    [FieldOffset(8 + 19 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, ulong> C_Logout;

    [FieldOffset(8 + 20 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, CK_ATTRIBUTE*, ulong, ulong*, ulong> C_CreateObject;

    [FieldOffset(8 + 22 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, ulong, ulong> C_DestroyObject;

    [FieldOffset(8 + 24 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, ulong, CK_ATTRIBUTE*, ulong, ulong> C_GetAttributeValue;

    [FieldOffset(8 + 26 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, CK_ATTRIBUTE*, ulong, ulong> C_FindObjectsInit;

    [FieldOffset(8 + 27 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, ulong*, ulong, ulong*, ulong> C_FindObjects;

    [FieldOffset(8 + 28 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, ulong> C_FindObjectsFinal;

    [FieldOffset(8 + 29 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, CK_MECHANISM*, ulong, ulong> C_EncryptInit;

    [FieldOffset(8 + 30 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, byte*, ulong, byte*, ulong*, ulong> C_Encrypt;

    [FieldOffset(8 + 33 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, CK_MECHANISM*, ulong, ulong> C_DecryptInit;

    [FieldOffset(8 + 34 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, byte*, ulong, byte*, ulong*, ulong> C_Decrypt;

    [FieldOffset(8 + 42 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, CK_MECHANISM*, ulong, ulong> C_SignInit;

    [FieldOffset(8 + 43 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, byte*, ulong, byte*, ulong*, ulong> C_Sign;

    [FieldOffset(8 + 48 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, CK_MECHANISM*, ulong, ulong> C_VerifyInit;

    [FieldOffset(8 + 49 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, byte*, ulong, byte*, ulong, ulong> C_Verify;

    [FieldOffset(8 + 58 * 8)]
    internal delegate* unmanaged[Cdecl]<
        ulong, CK_MECHANISM*, CK_ATTRIBUTE*, ulong, ulong*, ulong> C_GenerateKey;

    [FieldOffset(8 + 59 * 8)]
    internal delegate* unmanaged[Cdecl]<
        ulong, CK_MECHANISM*, CK_ATTRIBUTE*, ulong, CK_ATTRIBUTE*, ulong, ulong*, ulong*, ulong>
        C_GenerateKeyPair;

    [FieldOffset(8 + 62 * 8)]
    internal delegate* unmanaged[Cdecl]<
        ulong, CK_MECHANISM*, ulong, CK_ATTRIBUTE*, ulong, ulong*, ulong> C_DeriveKey;

    [FieldOffset(8 + 64 * 8)]
    internal delegate* unmanaged[Cdecl]<ulong, byte*, ulong, ulong> C_GenerateRandom;
}
