using System.Diagnostics.CodeAnalysis;
using System.Text;
using Strongroom.Cryptography.Encodings;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cryptography.Age;

/// <summary>
/// The public half of a custodian's key: an X25519 point, written as Bech32 with prefix "age".
/// </summary>
public sealed class AgeRecipient
{
    private readonly byte[] publicKey;
    private readonly string text;

    internal AgeRecipient(ReadOnlySpan<byte> publicKey)
    {
        Invariant.Holds(publicKey.Length == X25519.KeyBytes);
        this.publicKey = publicKey.ToArray();
        Span<byte> words = stackalloc byte[Bech32.WordsMax];
        Span<byte> letters = stackalloc byte[Bech32.CharactersMax];
        int count = Bech32.ToWords(publicKey, words);
        int length = Bech32.Encode(Prefix, words[..count], Bech32Kind.Bech32, letters);
        text = Encoding.ASCII.GetString(letters[..length]);
    }

    /// <summary>32 bytes (RFC 7748).</summary>
    public ReadOnlySpan<byte> PublicKey => publicKey;

    /// <summary>
    /// The first 16 hexadecimal digits of SHA-256 of the text, in groups, to compare by voice.
    /// </summary>
    public string Fingerprint
    {
        get
        {
            string digits = Convert.ToHexStringLower(Sha256.Hash(Encoding.ASCII.GetBytes(text)));
            return $"{digits[..4]} {digits[4..8]} {digits[8..12]} {digits[12..16]}";
        }
    }

    private static ReadOnlySpan<byte> Prefix => "age"u8;

    /// <summary>
    /// False unless lower-case Bech32 of 32 bytes with prefix "age", not a point of low order.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AgeRecipient? recipient)
    {
        recipient = null;
        if (text.Length > Bech32.CharactersMax || !Ascii.IsValid(text)) return false;
        Span<byte> letters = stackalloc byte[text.Length];
        Span<byte> words = stackalloc byte[Bech32.WordsMax];
        Span<byte> bytes = stackalloc byte[X25519.KeyBytes];
        Encoding.ASCII.GetBytes(text, letters);
        bool isRead = Bech32.TryDecode(letters, words, out int prefix, out int count, out Bech32Kind kind);
        if (!isRead) return false;
        if (kind != Bech32Kind.Bech32 || !letters[..prefix].SequenceEqual(Prefix)) return false;
        bool isKey = Bech32.TryToBytes(words[..count], bytes, out int written) && written == X25519.KeyBytes;
        if (!isKey || IsLowOrder(bytes)) return false;
        recipient = new AgeRecipient(bytes);
        return true;
    }

    public override string ToString() => text;

    private static bool IsLowOrder(ReadOnlySpan<byte> point)
    {
        Span<byte> any = stackalloc byte[X25519.KeyBytes];
        Span<byte> shared = stackalloc byte[X25519.KeyBytes];
        any.Clear();
        return !X25519.TryAgree(any, point, shared);
    }
}
