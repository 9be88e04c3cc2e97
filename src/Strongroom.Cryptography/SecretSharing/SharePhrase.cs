using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.SecretSharing;

/// <summary>
/// SLIP-39, "Format of the share mnemonic": words of ten bits: identifier 15, extendable 1, iteration
/// exponent 4, group 4, group threshold − 1 4, groups − 1 4, member 4, member threshold − 1 4, then the value
/// padded with zero bits in front to whole words, then three words of checksum.
/// </summary>
internal static class SharePhrase
{
    internal const int PhraseBytesMax = WordsMax * (ShareWords.LettersMax + 1);

    private const int WordBits = 10;
    private const int HeadWords = 4;
    private const int MetadataWords = HeadWords + Rs1024.Words;
    private const int WordsMin = MetadataWords + (ShamirScheme.SecretBytesMin * 8 + WordBits - 1) / WordBits;
    private const int WordsMax = MetadataWords + (ShamirScheme.SecretBytesMax * 8 + WordBits - 1) / WordBits;
    private const int PaddingBitsMax = 8;

    internal static SecretBytes ToWords(SecretShare share)
    {
        int valueWords = (share.Value.Length * 8 + WordBits - 1) / WordBits;
        using SecretBytes indexMemory = SecretBytes.New(WordsMax * sizeof(ushort), out Span<byte> memory);
        Span<ushort> words = Cast(memory)[..(MetadataWords + valueWords)];
        WriteHead(share.Set, share.Place, words);
        using (SecretLease value = share.Value.Open()) WriteValue(value.Span, words.Slice(HeadWords,
            valueWords));
        Rs1024.Append(share.Set.Customization, words[..^Rs1024.Words], words[^Rs1024.Words..]);
        using SecretBytes text = SecretBytes.New(PhraseBytesMax, out Span<byte> letters);
        int length = 0;
        foreach (ushort word in words)
        {
            if (length > 0) letters[length++] = (byte)' ';
            length += ShareWords.Write(word, letters[length..]);
        }

        return SecretBytes.CopyOf(letters[..length]);
    }

    /// <param name="phrase">Lower-case words, single spaces between them.</param>
    /// <param name="number">Which of the shares given this is, for the fault.</param>
    /// <param name="share">The caller disposes it.</param>
    /// <param name="fault">Why not.</param>
    internal static bool TryParse(
        ReadOnlySpan<byte> phrase, int number,
        [NotNullWhen(true)] out SecretShare? share, [NotNullWhen(false)] out ShareFault? fault)
    {
        share = null;
        using SecretBytes indexMemory = SecretBytes.New(WordsMax * sizeof(ushort), out Span<byte> memory);
        fault = ReadWords(phrase, number, Cast(memory), out int count);
        if (fault is not null) return false;
        ReadOnlySpan<ushort> words = Cast(memory)[..count];
        ReadHead(words, out ShareSet set, out SharePlace place);
        if (!Rs1024.IsRight(set.Customization, words))
            fault = new(ShareFaultKind.Checksum, number,
                $"share {number} has a wrong word, or two changed places");
        else if (set.GroupThreshold > set.GroupCount)
            fault = new(ShareFaultKind.Parameters, number,
                $"share {number} asks for more groups than there are");
        else share = ReadShare(words[HeadWords..^Rs1024.Words], number, set, place, out fault);
        return fault is null;
    }

    private static ShareFault? ReadWords(
        ReadOnlySpan<byte> phrase, int number, Span<ushort> words, out int count)
    {
        count = 0;
        foreach (Range range in phrase.Split((byte)' '))
        {
            if (count++ == WordsMax) break;
            int index = ShareWords.IndexOf(phrase[range]);
            if (index < 0)
            {
                return new ShareFault(
                    ShareFaultKind.UnknownWord, number,
                    $"word {count} of share {number} is not in the list of SLIP-39");
            }

            words[count - 1] = (ushort)index;
        }

        int padding = (count - MetadataWords) * WordBits % 16;
        bool isLength = count is >= WordsMin and <= WordsMax && padding <= PaddingBitsMax;
        return isLength ? null : new ShareFault(
            ShareFaultKind.WordCount, number, $"share {number} has {count} words; 20 or 33 are usual");
    }

    private static SecretShare? ReadShare(
        ReadOnlySpan<ushort> words, int number, ShareSet set, SharePlace place, out ShareFault? fault)
    {
        int bits = words.Length * WordBits;
        int padding = bits % 16;
        SecretBytes value = SecretBytes.New((bits - padding) / 8, out Span<byte> content);
        int carry = 0;
        for (int bit = 0; bit < bits; bit++)
        {
            int one = (words[bit / WordBits] >> (WordBits - 1 - bit % WordBits)) & 1;
            if (bit < padding) carry |= one;
            else content[(bit - padding) / 8] |= (byte)(one << (7 - (bit - padding) % 8));
        }

        fault = carry == 0 ? null : new ShareFault(
            ShareFaultKind.Padding, number,
                $"share {number} was not made by SLIP-39: its padding is not zero");
        if (fault is null) return new SecretShare(set, place, value);
        value.Dispose();
        return null;
    }

    private static void WriteValue(ReadOnlySpan<byte> value, Span<ushort> words)
    {
        int padding = words.Length * WordBits - value.Length * 8;
        for (int bit = 0; bit < value.Length * 8; bit++)
        {
            int one = (value[bit / 8] >> (7 - bit % 8)) & 1;
            int place = padding + bit;
            words[place / WordBits] |= (ushort)(one << (WordBits - 1 - place % WordBits));
        }
    }

    private static void WriteHead(ShareSet set, SharePlace place, Span<ushort> words)
    {
        int first = (set.Identifier << 5) | (set.IsExtendable ? 1 << 4 : 0) | set.IterationExponent;
        int second = (place.Group << 16) | ((set.GroupThreshold - 1) << 12) | ((set.GroupCount - 1) << 8)
            | (place.Member << 4) | (place.MemberThreshold - 1);
        (words[0], words[1]) = ((ushort)(first >> WordBits), (ushort)(first & 0x3ff));
        (words[2], words[3]) = ((ushort)(second >> WordBits), (ushort)(second & 0x3ff));
    }

    private static void ReadHead(ReadOnlySpan<ushort> words, out ShareSet set, out SharePlace place)
    {
        int first = (words[0] << WordBits) | words[1];
        int second = (words[2] << WordBits) | words[3];
        set = new ShareSet(
            first >> 5, ((first >> 4) & 1) != 0, first & 0xf, ((second >> 12) & 0xf) + 1,
                ((second >> 8) & 0xf) + 1);
        place = new SharePlace(second >> 16, (second >> 4) & 0xf, (second & 0xf) + 1);
    }

    private static Span<ushort> Cast(Span<byte> memory) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(memory);
}
