using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.Derivation;

/// <summary>
/// BIP-39 phrases as UTF-8 in locked memory. Entropy of 128 to 256 bits (a multiple of 32) with a checksum of
/// one bit per 32, cut into words of 11 bits; English words, joined by single spaces. The seed of a phrase
/// (<see cref="MnemonicSeed"/>) works for every language.
/// </summary>
internal static class Mnemonic
{
    internal const int EntropyBytesMin = 16;
    internal const int EntropyBytesMax = 32;
    internal const int WordsMax = 24;
    internal const int PhraseBytesMax = WordsMax * (MnemonicWords.LettersMax + 1);

    private const int WordBits = 11;
    private const int BitsPerChecksumBit = 32;

    /// <summary>The English phrase of 16, 20, 24, 28 or 32 bytes of entropy.</summary>
    internal static SecretBytes FromEntropy(ReadOnlySpan<byte> entropy)
    {
        if (!IsEntropyLength(entropy.Length)) throw new ArgumentOutOfRangeException(nameof(entropy));
        Span<byte> bits = stackalloc byte[EntropyBytesMax + 1];
        Span<byte> phrase = stackalloc byte[PhraseBytesMax];
        try
        {
            entropy.CopyTo(bits);
            bits[entropy.Length] = ChecksumByte(entropy);
            int length = 0;
            for (int word = 0; word < WordCount(entropy.Length); word++)
            {
                if (word > 0) phrase[length++] = (byte)' ';
                ReadOnlySpan<byte> letters = MnemonicWords.At(ReadIndex(bits, word));
                letters.CopyTo(phrase[length..]);
                length += letters.Length;
            }

            return SecretBytes.CopyOf(phrase[..length]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bits);
            CryptographicOperations.ZeroMemory(phrase);
        }
    }

    /// <summary>
    /// False unless 12, 15, 18, 21 or 24 English words, single spaces, and the right checksum.
    /// </summary>
    internal static bool TryToEntropy(ReadOnlySpan<byte> phrase, [NotNullWhen(true)] out SecretBytes? entropy)
    {
        entropy = null;
        Span<byte> bits = stackalloc byte[EntropyBytesMax + 1];
        bits.Clear();
        try
        {
            if (!TryReadWords(phrase, bits, out int words)) return false;
            int entropyBytes = words * WordBits * BitsPerChecksumBit / (BitsPerChecksumBit + 1) / 8;
            if (!IsEntropyLength(entropyBytes) || WordCount(entropyBytes) != words) return false;
            if (bits[entropyBytes] != ChecksumByte(bits[..entropyBytes])) return false;
            entropy = SecretBytes.CopyOf(bits[..entropyBytes]);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bits);
        }
    }

    private static bool IsEntropyLength(int length) =>
        length is >= EntropyBytesMin and <= EntropyBytesMax && length % sizeof(uint) == 0;

    private static int WordCount(int entropyBytes)
    {
        int bits = entropyBytes * 8;
        return (bits + bits / BitsPerChecksumBit) / WordBits;
    }

    private static bool TryReadWords(ReadOnlySpan<byte> phrase, Span<byte> bits, out int words)
    {
        words = 0;
        if (phrase.Length > PhraseBytesMax) return false;
        foreach (Range range in phrase.Split((byte)' '))
        {
            int index = MnemonicWords.IndexOf(phrase[range]);
            if (index < 0 || words == WordsMax) return false;
            WriteIndex(bits, words, index);
            words++;
        }

        return true;
    }

    /// <summary>
    /// The first bits of SHA-256 of the entropy, in the high bits of a byte, the rest zero.
    /// </summary>
    private static byte ChecksumByte(ReadOnlySpan<byte> entropy)
    {
        Span<byte> digest = stackalloc byte[Sha256.DigestBytes];
        Sha256.Hash(entropy, digest);
        int checksumBits = entropy.Length * 8 / BitsPerChecksumBit;
        byte checksum = (byte)(digest[0] & (0xff00 >> checksumBits));
        CryptographicOperations.ZeroMemory(digest);
        return checksum;
    }

    private static int ReadIndex(ReadOnlySpan<byte> bits, int word)
    {
        int index = 0;
        for (int bit = word * WordBits; bit < (word + 1) * WordBits; bit++)
            index = (index << 1) | ((bits[bit / 8] >> (7 - bit % 8)) & 1);
        return index;
    }

    private static void WriteIndex(Span<byte> bits, int word, int index)
    {
        for (int position = 0; position < WordBits; position++)
        {
            int bit = word * WordBits + position;
            int value = (index >> (WordBits - 1 - position)) & 1;
            bits[bit / 8] |= (byte)(value << (7 - bit % 8));
        }
    }
}
