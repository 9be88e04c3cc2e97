using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// What stands in place of a derivation path for a key that was born in a token and lives there alone:
/// <c>token:SERIAL:ACCOUNT</c>, the token's serial number and the account, whose 16 bytes are the key's
/// CKA_ID.
/// </summary>
public sealed record TokenKeyReference(string Serial, AccountId Account)
{
    private const string Prefix = "token:";

    // CK_TOKEN_INFO has room for 16 characters.
    private const int SerialMax = 16;

    /// <summary>The account's 16 bytes, in the order in which they are printed.</summary>
    public byte[] ToKeyId() => Account.Value.ToGuid().ToByteArray(bigEndian: true);

    public override string ToString() => $"{Prefix}{Serial}:{Account}";

    /// <summary>False for a derivation path and for everything else.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TokenKeyReference? reference)
    {
        reference = null;
        int end = text.LastIndexOf(':');
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || end < Prefix.Length) return false;
        string serial = text[Prefix.Length..end];
        bool isSerial = serial.Length is > 0 and <= SerialMax
            && serial.All(each => each is >= ' ' and <= '~');
        if (!isSerial || !Uuid7.TryParse(text.AsSpan(end + 1), out Uuid7 account, out _)) return false;
        reference = new TokenKeyReference(serial, new AccountId(account));
        return true;
    }
}
