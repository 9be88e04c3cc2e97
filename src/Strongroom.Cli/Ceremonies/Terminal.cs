using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// The terminal of a ceremony. Secrets are read key by key without echo into locked memory, and written from
/// it straight to the device.
/// </summary>
internal static class Terminal
{
    private const int WordsPerLine = 6;

    internal static bool IsThere => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    internal static void Say(string words) => Console.Out.WriteLine(words);

    /// <summary>What was typed, or null at the end of input.</summary>
    internal static string? Ask(string words)
    {
        Console.Out.Write(words + " ");
        return Console.In.ReadLine()?.Trim();
    }

    /// <summary>A line of printable ASCII, unseen; a single zero byte where nothing was typed.</summary>
    internal static SecretBytes AskSecret(string words, int bytesMax)
    {
        using SecretBytes buffer = SecretBytes.New(bytesMax + 1, out Span<byte> line);
        int length;
        using (UnseenTerminal unseen = UnseenTerminal.Open())
        {
            Console.Out.Write(words + " ");
            length = unseen.ReadLine(line[..bytesMax]);
        }

        Console.Out.WriteLine();
        return SecretBytes.CopyOf(length == 0 ? [0] : line[..length]);
    }

    /// <summary>The first line of a file's content; the content itself is disposed.</summary>
    internal static SecretBytes FirstLine(SecretBytes content)
    {
        using SecretBytes owned = content;
        using SecretLease text = owned.Open();
        int end = text.Span.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = text.Span[..(end < 0 ? text.Span.Length : end)].TrimEnd((byte)'\r');
        return SecretBytes.CopyOf(line.IsEmpty ? [0] : line);
    }

    /// <summary>Numbered lines of six words.</summary>
    internal static void WriteWords(ReadOnlySpan<byte> phrase)
    {
        Console.Out.Flush();
        using Stream device = Console.OpenStandardOutput();
        Span<byte> number = stackalloc byte[8];
        int word = 0;
        foreach (Range range in phrase.Split((byte)' '))
        {
            string head = word % WordsPerLine == 0 ? $"{(word == 0 ? "" : "\n")}{word + 1,3}  " : " ";
            int length = System.Text.Encoding.ASCII.GetBytes(head, number);
            device.Write(number[..length]);
            device.Write(phrase[range]);
            word++;
        }

        device.Write("\n"u8);
    }

    /// <summary>
    /// Words on a screen of their own, gone from it (and from what can be scrolled back) after Enter.
    /// </summary>
    internal static void ShowAlone(ReadOnlySpan<byte> phrase)
    {
        Console.Out.Write("\u001b[?1049h\u001b[2J\u001b[H");
        WriteWords(phrase);
        Ask("\nWritten down? Enter clears the screen.");
        Console.Out.Write("\u001b[2J\u001b[?1049l");
    }

    /// <summary>Small letters, single spaces, none at the ends: how SLIP-39 writes a share.</summary>
    internal static SecretBytes Tidy(SecretBytes typed)
    {
        using SecretLease lease = typed.Open();
        using SecretBytes buffer = SecretBytes.New(typed.Length, out Span<byte> tidy);
        int length = 0;
        foreach (byte letter in lease.Span)
        {
            bool isSpace = letter == (byte)' ';
            if (isSpace && (length == 0 || tidy[length - 1] == (byte)' ')) continue;
            tidy[length++] = letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;
        }

        while (length > 0 && tidy[length - 1] == (byte)' ') length--;
        return SecretBytes.CopyOf(length == 0 ? [0] : tidy[..length]);
    }
}
