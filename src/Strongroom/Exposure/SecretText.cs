using System.Buffers;
using System.Text;
using Strongroom.Cryptography.Encodings;

namespace Strongroom.Exposure;

/// <summary>
/// Looks for secrets in one text (docs/formats/secrets.md). One pass cuts it into tokens; a token is looked
/// at closely only when its length and beginning allow a secret. Texts are UTF-8.
/// </summary>
internal static class SecretText
{
    private const int KeyDigits = 64;
    private const int SeedDigits = 128;
    private const int Base58Min = 50;
    private const int Base58Max = 112;
    private const int ExtendedKeyBytes = 78;
    private const int ExtendedKeyMarkAt = 45;
    private const int WifBytes = 33;
    private const int EncryptedWifBytes = 39;
    private const int AgeKeyCharactersMin = 59;
    private const int ShortestSecret = 16;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-."u8);

    // SLIP-132, "Registered HD version bytes", the private ones: x, y, z, Y, Z and t, u, v, U, V; and Ltpv,
    // ttpv.
    private static readonly uint[] PrivateVersions =
    [
        0x0488ade4, 0x049d7878, 0x04b2430c, 0x0295b005, 0x02aa7a99, 0x04358394, 0x044a4e28, 0x045f18bc,
        0x024285b5, 0x02575048, 0x019d9cfe, 0x01b26792, 0x0436ef7d,
    ];

    /// <param name="text">UTF-8.</param>
    /// <param name="name">The field that it stands in.</param>
    internal static SecretKind? Find(ReadOnlySpan<byte> text, string name)
    {
        if (text.Length < ShortestSecret) return null;
        if (text.IndexOf("PRIVATE KEY"u8) >= 0 && text.IndexOf("-----BEGIN "u8) >= 0) return SecretKind.Pem;
        if (text.IndexOf("ciphertext"u8) >= 0 && text.IndexOf("kdf"u8) >= 0) return SecretKind.Keystore;
        return FindToken(text, name) ?? SecretPhrase.Find(text);
    }

    private static SecretKind? FindToken(ReadOnlySpan<byte> text, string name)
    {
        bool isBearer = false;
        ReadOnlySpan<byte> rest = text;
        while (!rest.IsEmpty)
        {
            int start = rest.IndexOfAny(TokenBytes);
            if (start < 0) break;
            int end = rest[start..].IndexOfAnyExcept(TokenBytes);
            ReadOnlySpan<byte> token = end < 0 ? rest[start..] : rest.Slice(start, end);
            if (Judge(token, name, isBearer) is { } kind) return kind;
            isBearer = Ascii.EqualsIgnoreCase(token, "bearer"u8);
            rest = rest[(start + token.Length)..];
        }

        return null;
    }

    private static SecretKind? Judge(ReadOnlySpan<byte> token, string name, bool isBearer)
    {
        if (token.Length < ShortestSecret) return null;
        if (isBearer || SecretPrefixes.IsCredential(token)) return SecretKind.Credential;
        if (token.Length >= AgeKeyCharactersMin
            && (token.IndexOf("AGE-SECRET-KEY-1"u8) >= 0 || token.IndexOf("age-secret-key-1"u8) >= 0))
            return SecretKind.AgeKey;
        foreach (Range range in token.SplitAny("_-."u8))
        {
            ReadOnlySpan<byte> part = token[range];
            if (IsHex(part, name) is { } hex) return hex;
            if (part.Length is >= Base58Min and <= Base58Max && JudgeBase58(part) is { } key) return key;
        }

        return null;
    }

    private static SecretKind? IsHex(ReadOnlySpan<byte> token, string name)
    {
        if (token.Length < KeyDigits) return null;
        bool isPrefixed = token[0] == (byte)'0' && token[1] is (byte)'x' or (byte)'X';
        ReadOnlySpan<byte> digits = isPrefixed ? token[2..] : token;
        bool isLength = digits.Length is KeyDigits or SeedDigits;
        if (!isLength || digits.ContainsAnyExcept(HexDigits)) return null;
        if (digits.Length == SeedDigits) return FieldNames.MeansBytes(name) ? null : SecretKind.Seed;
        bool isMeant = isPrefixed ? FieldNames.MeansHash(name) : FieldNames.MeansDigest(name);
        return isMeant ? null : SecretKind.PrivateKey;
    }

    private static SecretKind? JudgeBase58(ReadOnlySpan<byte> token)
    {
        Span<char> text = stackalloc char[Base58Max];
        Span<byte> payload = stackalloc byte[Base58Check.PayloadBytesMax];
        int count = Encoding.ASCII.GetChars(token, text);
        if (!Base58Check.TryDecode(text[..count], payload, out int length)) return null;
        ReadOnlySpan<byte> bytes = payload[..length];
        if (length == ExtendedKeyBytes)
        {
            uint version = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);
            // A private key's 33 bytes begin with zero, whatever version somebody gave it (BIP-32).
            bool isPrivate = Array.IndexOf(PrivateVersions, version) >= 0 || bytes[ExtendedKeyMarkAt] == 0;
            return isPrivate ? SecretKind.ExtendedKey : null;
        }

        bool isWif = length is WifBytes or WifBytes + 1 or EncryptedWifBytes;
        return isWif ? SecretKind.Wif : null;
    }
}
