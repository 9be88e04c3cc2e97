using Strongroom.Cryptography.Secrets;

namespace Strongroom.Exposure;

/// <summary>
/// Runs of words of BIP-39 or SLIP-39 in a text, whatever stands between them: blanks, commas, numbers,
/// line ends. A run counts once some stretch of it carries the checksum.
/// </summary>
internal static class SecretPhrase
{
    private const int MnemonicWordsMin = 12;
    private const int MnemonicWordsMax = 24;
    private const int MnemonicStep = 3;

    // So many letters that are no word of the list end a run; "1." and "and" between the words do not.
    private const int LettersBetween = 4;

    private static readonly int[] ShareLengths = [20, 23, 27, 30, 33, 36, 39, 43, 46, 49, 52, 55, 59];

    internal static SecretKind? Find(ReadOnlySpan<byte> text)
    {
        Run mnemonic = new(stackalloc short[SpokenWords.PhraseWordsMax]);
        Run share = new(stackalloc short[SpokenWords.PhraseWordsMax]);
        Span<byte> word = stackalloc byte[SpokenWords.LettersMax];
        for (int at = 0; at < text.Length;)
        {
            int start = at;
            while (at < text.Length && IsLetter(text[at])) at++;
            ReadOnlySpan<byte> letters = text[start..at];
            if (letters.IsEmpty)
            {
                at++;
                continue;
            }

            short mnemonicIndex = -1, shareIndex = -1;
            if (letters.Length is >= SpokenWords.LettersMin and <= SpokenWords.LettersMax)
            {
                for (int i = 0; i < letters.Length; i++) word[i] = (byte)(letters[i] | 0x20);
                mnemonicIndex = SpokenWords.MnemonicIndexOf(word[..letters.Length]);
                shareIndex = SpokenWords.ShareIndexOf(word[..letters.Length]);
            }

            if (mnemonic.Take(mnemonicIndex, letters.Length) && EndsInMnemonic(mnemonic.Words))
                return SecretKind.Mnemonic;
            if (share.Take(shareIndex, letters.Length) && EndsInShare(share.Words)) return SecretKind.Share;
        }

        return null;
    }

    private static bool EndsInMnemonic(ReadOnlySpan<short> words)
    {
        int most = Math.Min(words.Length, MnemonicWordsMax);
        for (int count = MnemonicWordsMin; count <= most; count += MnemonicStep)
        {
            if (SpokenWords.IsMnemonic(words[^count..])) return true;
        }

        return false;
    }

    private static bool EndsInShare(ReadOnlySpan<short> words)
    {
        foreach (int count in ShareLengths)
        {
            if (count <= words.Length && SpokenWords.IsShare(words[^count..])) return true;
        }

        return false;
    }

    private static bool IsLetter(byte one) => (one | 0x20) is >= (byte)'a' and <= (byte)'z';

    /// <summary>The last words of a list that followed each other.</summary>
    private ref struct Run(Span<short> memory)
    {
        private readonly Span<short> _memory = memory;
        private int _count;

        internal readonly ReadOnlySpan<short> Words => _memory[.._count];

        /// <summary>Whether a word was added; what is no word of the list ends the run.</summary>
        internal bool Take(short index, int letters)
        {
            if (index < 0)
            {
                if (letters >= LettersBetween) _count = 0;
                return false;
            }

            if (_count == _memory.Length)
            {
                _memory[1..].CopyTo(_memory);
                _count--;
            }

            _memory[_count++] = index;
            return true;
        }
    }
}
