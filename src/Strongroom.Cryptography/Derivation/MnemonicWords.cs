using System.Reflection;
using System.Text;

namespace Strongroom.Cryptography.Derivation;

/// <summary>The English word list of BIP-39: 2048 words in alphabetical order, 3 to 8 letters each.</summary>
internal static class MnemonicWords
{
    internal const int Count = 2048;
    internal const int LettersMax = 8;

    private static readonly byte[][] Words = Load();

    internal static ReadOnlySpan<byte> At(int index) => Words[index];

    /// <summary>The index of a word in lower-case ASCII, or a negative number.</summary>
    internal static int IndexOf(ReadOnlySpan<byte> word)
    {
        int low = 0;
        int high = Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = word.SequenceCompareTo(Words[middle]);
            if (order == 0) return middle;
            if (order < 0) high = middle - 1;
            else low = middle + 1;
        }

        return -1;
    }

    private static byte[][] Load()
    {
        Assembly assembly = typeof(MnemonicWords).Assembly;
        using Stream? stream = assembly.GetManifestResourceStream("bip39-english.txt");
        Invariant.Holds(stream is not null);
        using StreamReader reader = new(stream, Encoding.ASCII);
        string[] words = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Invariant.Holds(words.Length == Count);
        return Array.ConvertAll(words, Encoding.ASCII.GetBytes);
    }
}
