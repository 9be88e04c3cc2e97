using System.Runtime.InteropServices;
using System.Text;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cryptography.Derivation;

/// <summary>
/// BIP-39, "From mnemonic to seed": PBKDF2-HMAC-SHA-512, 2048 rounds, salt "mnemonic" ‖ passphrase, both NFKD
/// in UTF-8. The checksum of the phrase is not looked at, as the standard says.
/// </summary>
internal static class MnemonicSeed
{
    internal const int SeedBytes = 64;
    internal const int TextBytesMax = 2048;

    private const int Rounds = 2048;
    private const int NormalBytesMax = 4 * TextBytesMax;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private static ReadOnlySpan<byte> SaltPrefix => "mnemonic"u8;

    /// <param name="phrase">UTF-8, any language, 1 to <see cref="TextBytesMax"/> bytes.</param>
    /// <param name="passphrase">UTF-8, may be empty.</param>
    internal static SecretBytes Derive(ReadOnlySpan<byte> phrase, ReadOnlySpan<byte> passphrase)
    {
        ArgumentOutOfRangeException.ThrowIfZero(phrase.Length);
        using SecretBytes password = SecretBytes.New(NormalBytesMax, out Span<byte> passwordBytes);
        using SecretBytes salt = SecretBytes.New(NormalBytesMax, out Span<byte> saltBytes);
        SaltPrefix.CopyTo(saltBytes);
        int passwordLength = Normalise(phrase, passwordBytes);
        int saltLength = SaltPrefix.Length + Normalise(passphrase, saltBytes[SaltPrefix.Length..]);
        SecretBytes seed = SecretBytes.New(SeedBytes, out Span<byte> content);
        Pbkdf2.DeriveSha512(passwordBytes[..passwordLength], saltBytes[..saltLength], Rounds, content);
        return seed;
    }

    /// <summary>
    /// Writes the NFKD form; returns its length. ASCII is its own form and never becomes characters.
    /// </summary>
    private static int Normalise(ReadOnlySpan<byte> text, Span<byte> normal)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, TextBytesMax);
        if (Ascii.IsValid(text))
        {
            text.CopyTo(normal);
            return text.Length;
        }

        Invariant.Holds(IsNormalisationAlive());
        using SecretBytes buffers = SecretBytes.New(sizeof(char) * 2 * NormalBytesMax, out Span<byte> memory);
        Span<char> characters = MemoryMarshal.Cast<byte, char>(memory);
        Span<char> decomposed = characters[NormalBytesMax..];
        int count = StrictUtf8.GetChars(text, characters);
        if (!characters[..count].TryNormalize(decomposed, out int length, NormalizationForm.FormKD))
            throw new ArgumentException("a text grows too much under NFKD", nameof(text));
        return StrictUtf8.GetBytes(decomposed[..length], normal);
    }

    /// <summary>
    /// Without ICU .NET would pass other alphabets through unchanged and give another seed.
    /// </summary>
    internal static bool IsNormalisationAlive() => "\u00e9".Normalize(NormalizationForm.FormKD) == "e\u0301";
}
