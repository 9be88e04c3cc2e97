namespace Strongroom.Cryptography.Encodings;

/// <summary>
/// Bech32 (BIP-173) and Bech32m (BIP-350): a human-readable part, '1', words of five bits, six words of
/// checksum; at most 90 characters. It also writes secret keys (age), so letters and checksum are found by
/// masks, without a branch or an address that depends on a word.
/// </summary>
public static class Bech32
{
    public const int CharactersMax = 90;
    public const int ChecksumWords = 6;
    public const int WordsMax = CharactersMax - 2;

    private const int WordBits = 5;

    private static ReadOnlySpan<byte> Letters => "qpzry9x8gf2tvdw0s3jn54khce6mua7l"u8;

    private static ReadOnlySpan<uint> Generator =>
        [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

    /// <summary>Writes lower-case ASCII; returns its length.</summary>
    /// <param name="prefix">The human-readable part, lower-case.</param>
    /// <param name="words">Words of five bits, without the checksum.</param>
    /// <param name="kind">Which checksum.</param>
    /// <param name="text">At least prefix + words + 7 bytes.</param>
    public static int Encode(
        ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> words, Bech32Kind kind, Span<byte> text)
    {
        int length = prefix.Length + 1 + words.Length + ChecksumWords;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, CharactersMax);
        Invariant.Holds(IsPrefix(prefix) && !prefix.ContainsAnyInRange((byte)'A', (byte)'Z'));
        prefix.CopyTo(text);
        text[prefix.Length] = (byte)'1';
        uint state = FeedPrefix(prefix);
        int at = prefix.Length + 1;
        foreach (byte word in words)
        {
            Invariant.Holds(word >> WordBits == 0);
            state = Step(state, word);
            text[at++] = LetterOf(word);
        }

        for (int word = 0; word < ChecksumWords; word++) state = Step(state, 0);
        state ^= (uint)kind;
        for (int word = ChecksumWords - 1; word >= 0; word--)
            text[at++] = LetterOf((byte)((state >> (WordBits * word)) & 0x1f));
        return length;
    }

    /// <summary>
    /// False for mixed case, a foreign character, a wrong length or a wrong checksum. The words come without
    /// the checksum; the prefix is the first <paramref name="prefixLength"/> characters, in the text's case.
    /// </summary>
    public static bool TryDecode(
        ReadOnlySpan<byte> text, Span<byte> words, out int prefixLength, out int count, out Bech32Kind kind)
    {
        (count, kind) = (0, default);
        prefixLength = text.LastIndexOf((byte)'1');
        int letters = text.Length - prefixLength - 1;
        if (prefixLength < 1 || letters < ChecksumWords || text.Length > CharactersMax) return false;
        bool isUpper = text.ContainsAnyInRange((byte)'A', (byte)'Z');
        if (isUpper && text.ContainsAnyInRange((byte)'a', (byte)'z')) return false;
        if (!IsPrefix(text[..prefixLength])) return false;
        uint state = FeedPrefix(text[..prefixLength]);
        bool isKnown = true;
        for (int index = 0; index < letters; index++)
        {
            int word = WordOf(text[prefixLength + 1 + index], isUpper);
            isKnown &= word >= 0;
            state = Step(state, (uint)(word & 0x1f));
            if (index < letters - ChecksumWords) words[index] = (byte)(word & 0x1f);
        }

        if (!isKnown || (Bech32Kind)state is not (Bech32Kind.Bech32 or Bech32Kind.Bech32m)) return false;
        kind = (Bech32Kind)state;
        count = letters - ChecksumWords;
        return true;
    }

    /// <summary>Bytes as words of five bits, zero bits behind the last; returns how many.</summary>
    public static int ToWords(ReadOnlySpan<byte> bytes, Span<byte> words)
    {
        int count = (bytes.Length * 8 + WordBits - 1) / WordBits;
        words[..count].Clear();
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            int one = (bytes[bit / 8] >> (7 - bit % 8)) & 1;
            words[bit / WordBits] |= (byte)(one << (WordBits - 1 - bit % WordBits));
        }

        return count;
    }

    /// <summary>False when more than four bits, or a bit that is set, would be left over.</summary>
    public static bool TryToBytes(ReadOnlySpan<byte> words, Span<byte> bytes, out int written)
    {
        written = words.Length * WordBits / 8;
        int rest = words.Length * WordBits % 8;
        if (rest >= WordBits || written > bytes.Length) return false;
        bytes[..written].Clear();
        for (int bit = 0; bit < written * 8; bit++)
        {
            int one = (words[bit / WordBits] >> (WordBits - 1 - bit % WordBits)) & 1;
            bytes[bit / 8] |= (byte)(one << (7 - bit % 8));
        }

        return rest == 0 || (words[^1] & ((1 << rest) - 1)) == 0;
    }

    private static bool IsPrefix(ReadOnlySpan<byte> prefix) =>
        !prefix.IsEmpty && !prefix.ContainsAnyExceptInRange((byte)'!', (byte)'~');

    /// <summary>The checksum is over the lower-case form.</summary>
    private static uint FeedPrefix(ReadOnlySpan<byte> prefix)
    {
        uint state = 1;
        foreach (byte letter in prefix) state = Step(state, (uint)Lower(letter) >> WordBits);
        state = Step(state, 0);
        foreach (byte letter in prefix) state = Step(state, (uint)Lower(letter) & 0x1f);
        return state;
    }

    private static byte Lower(byte letter) => letter is >= (byte)'A' and <= (byte)'Z'
        ? (byte)(letter | 0x20) : letter;

    private static uint Step(uint state, uint word)
    {
        uint top = state >> 25;
        state = ((state & 0x1ffffff) << WordBits) ^ word;
        for (int bit = 0; bit < WordBits; bit++)
            state ^= Generator[bit] & unchecked(0u - ((top >> bit) & 1));
        return state;
    }

    private static byte LetterOf(byte word)
    {
        int letter = 0;
        for (int candidate = 0; candidate < Letters.Length; candidate++)
            letter |= Letters[candidate] & Mask(candidate ^ word);
        return (byte)letter;
    }

    private static int WordOf(byte letter, bool isUpper)
    {
        int folded = isUpper ? Lower(letter) : letter;
        int word = -1;
        for (int candidate = 0; candidate < Letters.Length; candidate++)
        {
            int mask = Mask(Letters[candidate] ^ folded);
            word = (word & ~mask) | (candidate & mask);
        }

        return word;
    }

    /// <summary>All ones for zero, zero for 1 to 255.</summary>
    private static int Mask(int difference) => (difference - 1) >> 31;
}
