using System.Reflection;
using System.Text;

namespace Strongroom.Cryptography.SecretSharing;

/// <summary>
/// The word list of SLIP-39: 1024 English words of 4 to 8 letters. A word fits into 64 bits, so looking one
/// up reads the whole list and chooses by mask: neither index nor word shows in time or cache.
/// </summary>
internal static class ShareWords
{
    internal const int Count = 1024;
    internal const int LettersMax = 8;

    private const int LettersMin = 4;

    private static readonly ulong[] Words = Load();

    /// <summary>Writes a word in lower-case ASCII; returns its length.</summary>
    internal static int Write(int index, Span<byte> letters)
    {
        ulong word = 0;
        for (int candidate = 0; candidate < Count; candidate++) word |= Words[candidate] & Mask(
            candidate ^ index);
        int length = 0;
        for (; word != 0; word >>= 8) letters[length++] = (byte)(word & 0xff);
        return length;
    }

    /// <summary>The index of a word in lower-case ASCII, or -1.</summary>
    internal static int IndexOf(ReadOnlySpan<byte> letters)
    {
        if (letters.Length is < LettersMin or > LettersMax) return -1;
        ulong word = Pack(letters);
        int found = -1;
        for (int candidate = 0; candidate < Count; candidate++)
        {
            ulong difference = Words[candidate] ^ word;
            int mask = unchecked((int)Mask((int)(difference | (difference >> 32))));
            found = (found & ~mask) | (candidate & mask);
        }

        return found;
    }

    /// <summary>All ones for zero, and zero for anything else.</summary>
    private static ulong Mask(int difference) =>
        unchecked((ulong)(((long)(uint)difference - 1) >> 63));

    private static ulong Pack(ReadOnlySpan<byte> letters)
    {
        ulong word = 0;
        for (int index = 0; index < letters.Length; index++) word |= (ulong)letters[index] << (8 * index);
        return word;
    }

    private static ulong[] Load()
    {
        Assembly assembly = typeof(ShareWords).Assembly;
        using Stream? stream = assembly.GetManifestResourceStream("slip39-english.txt");
        Invariant.Holds(stream is not null);
        using StreamReader reader = new(stream, Encoding.ASCII);
        string[] words = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Invariant.Holds(words.Length == Count);
        return Array.ConvertAll(words, word => Pack(Encoding.ASCII.GetBytes(word)));
    }
}
