using System.Collections.Frozen;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.SecretSharing;

namespace Strongroom.Cryptography.Secrets;

/// <summary>
/// Tells phrases of BIP-39 (English) and SLIP-39 from other words, by list and checksum, to refuse them
/// where they do not belong. What is looked at is exposed already, so nothing here runs in constant time.
/// </summary>
public static class SpokenWords
{
    public const int LettersMin = 3;
    public const int LettersMax = 8;
    public const int PhraseWordsMax = 59; // a SLIP-39 share of 64 bytes

    private const int NoWord = -1;
    private const int MnemonicWordBits = 11;
    private const int EntropyBytesMax = 32;
    private const int ShareWordsMin = 20;

    private static readonly FrozenDictionary<ulong, short> Mnemonics =
        Index(MnemonicWords.Count, (index, letters) =>
        {
            MnemonicWords.At(index).CopyTo(letters);
            return MnemonicWords.At(index).Length;
        });

    private static readonly FrozenDictionary<ulong, short> Shares =
        Index(ShareWords.Count, (index, letters) => ShareWords.Write(index, letters));

    /// <summary>The word's number in the list of BIP-39, or -1. Small letters only.</summary>
    public static short MnemonicIndexOf(ReadOnlySpan<byte> word) => Find(Mnemonics, word);

    /// <summary>The word's number in the list of SLIP-39, or -1. Small letters only.</summary>
    public static short ShareIndexOf(ReadOnlySpan<byte> word) => Find(Shares, word);

    /// <summary>Whether 12, 15, 18, 21 or 24 words carry the checksum of BIP-39.</summary>
    public static bool IsMnemonic(ReadOnlySpan<short> words)
    {
        if (words.Length is < 12 or > 24 || words.Length % 3 != 0) return false;
        Span<byte> bits = stackalloc byte[EntropyBytesMax + 1];
        bits.Clear();
        for (int bit = 0; bit < words.Length * MnemonicWordBits; bit++)
        {
            int shift = MnemonicWordBits - 1 - (bit % MnemonicWordBits);
            int one = (words[bit / MnemonicWordBits] >> shift) & 1;
            bits[bit / 8] |= (byte)(one << (7 - (bit % 8)));
        }

        int entropyBytes = words.Length / 3 * sizeof(uint);
        Span<byte> digest = stackalloc byte[Sha256.DigestBytes];
        Sha256.Hash(bits[..entropyBytes], digest);
        int mask = 0xff00 >> (words.Length / 3);
        return bits[entropyBytes] == (byte)(digest[0] & mask);
    }

    /// <summary>Whether 20 to 59 words carry the checksum of SLIP-39.</summary>
    public static bool IsShare(ReadOnlySpan<short> words)
    {
        if (words.Length is < ShareWordsMin or > PhraseWordsMax) return false;
        Span<ushort> values = stackalloc ushort[words.Length];
        for (int i = 0; i < words.Length; i++) values[i] = (ushort)words[i];
        return Rs1024.IsRight("shamir"u8, values) || Rs1024.IsRight("shamir_extendable"u8, values);
    }

    private static short Find(FrozenDictionary<ulong, short> words, ReadOnlySpan<byte> word) =>
        word.Length is >= LettersMin and <= LettersMax && words.TryGetValue(Pack(word), out short index)
            ? index
            : (short)NoWord;

    private static ulong Pack(ReadOnlySpan<byte> word)
    {
        ulong packed = 0;
        foreach (byte letter in word) packed = (packed << 8) | letter;
        return packed;
    }

    private static FrozenDictionary<ulong, short> Index(int count, WordWriter write)
    {
        Dictionary<ulong, short> words = new(count);
        Span<byte> letters = stackalloc byte[LettersMax];
        for (int index = 0; index < count; index++)
            words.Add(Pack(letters[..write(index, letters)]), (short)index);
        return words.ToFrozenDictionary();
    }

    private delegate int WordWriter(int index, Span<byte> letters);
}
