using System.Globalization;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>
/// Return codes (PKCS #11 v2.40 section 11.1) under their own names, and what each means to a caller.
/// </summary>
internal static class CkReturn
{
    internal const ulong CKR_OK = 0;
    internal const ulong CKR_CRYPTOKI_ALREADY_INITIALIZED = 0x191;
    internal const ulong CKR_USER_ALREADY_LOGGED_IN = 0x100;

    private static readonly Dictionary<ulong, (string Name, TokenFault Fault)> Known = new()
    {
        [0x02] = ("CKR_HOST_MEMORY", TokenFault.Fatal),
        [0x03] = ("CKR_SLOT_ID_INVALID", TokenFault.TokenLost),
        [0x05] = ("CKR_GENERAL_ERROR", TokenFault.Fatal),
        [0x06] = ("CKR_FUNCTION_FAILED", TokenFault.Fatal),
        [0x07] = ("CKR_ARGUMENTS_BAD", TokenFault.Fatal),
        [0x10] = ("CKR_ATTRIBUTE_READ_ONLY", TokenFault.Unsupported),
        [0x11] = ("CKR_ATTRIBUTE_SENSITIVE", TokenFault.Denied),
        [0x12] = ("CKR_ATTRIBUTE_TYPE_INVALID", TokenFault.Unsupported),
        [0x13] = ("CKR_ATTRIBUTE_VALUE_INVALID", TokenFault.Unsupported),
        [0x1b] = ("CKR_ACTION_PROHIBITED", TokenFault.Denied),
        [0x20] = ("CKR_DATA_INVALID", TokenFault.Fatal),
        [0x21] = ("CKR_DATA_LEN_RANGE", TokenFault.Fatal),
        [0x30] = ("CKR_DEVICE_ERROR", TokenFault.TokenLost),
        [0x31] = ("CKR_DEVICE_MEMORY", TokenFault.Fatal),
        [0x32] = ("CKR_DEVICE_REMOVED", TokenFault.TokenLost),
        [0x40] = ("CKR_ENCRYPTED_DATA_INVALID", TokenFault.CiphertextRefused),
        [0x41] = ("CKR_ENCRYPTED_DATA_LEN_RANGE", TokenFault.CiphertextRefused),
        [0x50] = ("CKR_FUNCTION_CANCELED", TokenFault.SessionLost),
        [0x54] = ("CKR_FUNCTION_NOT_SUPPORTED", TokenFault.Unsupported),
        [0x60] = ("CKR_KEY_HANDLE_INVALID", TokenFault.SessionLost),
        [0x62] = ("CKR_KEY_SIZE_RANGE", TokenFault.Unsupported),
        [0x63] = ("CKR_KEY_TYPE_INCONSISTENT", TokenFault.Unsupported),
        [0x68] = ("CKR_KEY_FUNCTION_NOT_PERMITTED", TokenFault.Denied),
        [0x70] = ("CKR_MECHANISM_INVALID", TokenFault.Unsupported),
        [0x71] = ("CKR_MECHANISM_PARAM_INVALID", TokenFault.Unsupported),
        [0x82] = ("CKR_OBJECT_HANDLE_INVALID", TokenFault.SessionLost),
        [0x90] = ("CKR_OPERATION_ACTIVE", TokenFault.SessionLost),
        [0x91] = ("CKR_OPERATION_NOT_INITIALIZED", TokenFault.SessionLost),
        [0xa0] = ("CKR_PIN_INCORRECT", TokenFault.Denied),
        [0xa1] = ("CKR_PIN_INVALID", TokenFault.Denied),
        [0xa2] = ("CKR_PIN_LEN_RANGE", TokenFault.Denied),
        [0xa3] = ("CKR_PIN_EXPIRED", TokenFault.Denied),
        [0xa4] = ("CKR_PIN_LOCKED", TokenFault.Denied),
        [0xb0] = ("CKR_SESSION_CLOSED", TokenFault.SessionLost),
        [0xb1] = ("CKR_SESSION_COUNT", TokenFault.SessionLost),
        [0xb3] = ("CKR_SESSION_HANDLE_INVALID", TokenFault.SessionLost),
        [0xb5] = ("CKR_SESSION_READ_ONLY", TokenFault.Denied),
        [0xd0] = ("CKR_TEMPLATE_INCOMPLETE", TokenFault.Unsupported),
        [0xd1] = ("CKR_TEMPLATE_INCONSISTENT", TokenFault.Unsupported),
        [0xe0] = ("CKR_TOKEN_NOT_PRESENT", TokenFault.TokenLost),
        [0xe1] = ("CKR_TOKEN_NOT_RECOGNIZED", TokenFault.TokenLost),
        [0xe2] = ("CKR_TOKEN_WRITE_PROTECTED", TokenFault.Denied),
        [CKR_USER_ALREADY_LOGGED_IN] = ("CKR_USER_ALREADY_LOGGED_IN", TokenFault.Fatal),
        [0x101] = ("CKR_USER_NOT_LOGGED_IN", TokenFault.SessionLost),
        [0x102] = ("CKR_USER_PIN_NOT_INITIALIZED", TokenFault.Denied),
        [0x104] = ("CKR_USER_ANOTHER_ALREADY_LOGGED_IN", TokenFault.Denied),
        [0x130] = ("CKR_DOMAIN_PARAMS_INVALID", TokenFault.Unsupported),
        [0x140] = ("CKR_CURVE_NOT_SUPPORTED", TokenFault.Unsupported),
        [0x150] = ("CKR_BUFFER_TOO_SMALL", TokenFault.Fatal),
        [0x190] = ("CKR_CRYPTOKI_NOT_INITIALIZED", TokenFault.Fatal),
        [CKR_CRYPTOKI_ALREADY_INITIALIZED] = ("CKR_CRYPTOKI_ALREADY_INITIALIZED", TokenFault.Fatal),
        [0x200] = ("CKR_FUNCTION_REJECTED", TokenFault.Denied),
    };

    /// <summary>Throws for everything but CKR_OK, naming function and code and nothing else.</summary>
    internal static void Check(ulong result, string function)
    {
        if (result != CKR_OK) throw new TokenException(function, NameOf(result), FaultOf(result));
    }

    /// <summary>For lengths and the like that the token chose: it is not believed.</summary>
    internal static void Expect(bool claim, string function)
    {
        if (!claim) throw new TokenException(function, "an answer out of bounds", TokenFault.Dishonest);
    }

    internal static string NameOf(ulong result) => Known.TryGetValue(result, out var known)
        ? known.Name
        : "CKR_0x" + result.ToString("X8", CultureInfo.InvariantCulture);

    /// <summary>A code that the standard does not know, a vendor's own, is fatal.</summary>
    internal static TokenFault FaultOf(ulong result) =>
        Known.TryGetValue(result, out var known) ? known.Fault : TokenFault.Fatal;
}
