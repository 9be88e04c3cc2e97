// docs/formats/cold.md, "QR frames": SR1:<session>:<number>:<count>:<check>:<data>. Upper-case letters,
// digits and colons only, so that a QR code takes 5.5 bits a character (ISO/IEC 18004, alphanumeric mode).
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Strongroom.Cli.Cold;

/// <summary>
/// Cuts a file into frames for QR codes, and puts it together again from frames in any order.
/// </summary>
internal static class QrFrames
{
    internal const int CharactersMax = 4_000;
    internal const int FramesMax = 10_000;

    private const string Mark = "SR1";
    private const int SessionBytes = 16;
    private const int CheckBytes = 4;
    private const int FileBytesMax = 32 << 20;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    internal static IReadOnlyList<string> Cut(ReadOnlySpan<byte> file, int dataCharacters)
    {
        string data = ToBase32(Compress(file));
        string session = Convert.ToHexString(SHA256.HashData(file).AsSpan(0, SessionBytes));
        int count = ((data.Length - 1) / dataCharacters) + 1;
        if (count > FramesMax) throw new IOException($"the file needs {count} frames, more than {FramesMax}");
        string[] frames = new string[count];
        for (int i = 0; i < count; i++)
        {
            int start = i * dataCharacters;
            string part = data.Substring(start, Math.Min(dataCharacters, data.Length - start));
            string text = string.Create(CultureInfo.InvariantCulture, $"{session}:{i + 1}:{count}");
            frames[i] = $"{Mark}:{text}:{CheckOf(text, part)}:{part}";
        }

        return frames;
    }

    /// <summary>Lines that are no frame are passed over; frames of two files are refused.</summary>
    internal static bool TryJoin(
        IEnumerable<string> lines,
        [NotNullWhen(true)] out byte[]? file, [NotNullWhen(false)] out Refusal? refusal)
    {
        file = null;
        SortedDictionary<int, string> parts = [];
        (string Session, int Count)? of = null;
        foreach (string line in lines)
        {
            if (Read(line.Trim()) is not { } frame) continue;
            of ??= (frame.Session, frame.Count);
            if (of != (frame.Session, frame.Count))
                return Refuse("They are of more than one file.", out refusal);
            parts[frame.Number] = frame.Part;
        }

        if (of is not { } whole) return Refuse("There is no frame in them.", out refusal);
        if (parts.Count < whole.Count)
        {
            IEnumerable<int> missing = Enumerable.Range(1, whole.Count).Where(one => !parts.ContainsKey(one));
            return Refuse($"Frames are missing: {string.Join(", ", missing.Take(20))}.", out refusal);
        }

        byte[]? read = FromBase32(string.Concat(parts.Values)) is { } packed ? Expand(packed) : null;
        bool isRight = read is not null
            && Convert.ToHexString(SHA256.HashData(read).AsSpan(0, SessionBytes)) == whole.Session;
        if (!isRight) return Refuse("The file is not the one that they name.", out refusal);
        (file, refusal) = (read!, null);
        return true;
    }

    private static (string Session, int Number, int Count, string Part)? Read(string line)
    {
        string[] fields = line.Length > CharactersMax ? [] : line.Split(':');
        bool isFrame = fields is [Mark, { Length: 2 * SessionBytes }, _, _, _, _]
            && CheckOf($"{fields[1]}:{fields[2]}:{fields[3]}", fields[5]) == fields[4];
        if (!isFrame) return null;
        bool areNumbers = int.TryParse(
            fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            & int.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out int count);
        return areNumbers && number >= 1 && number <= count && count <= FramesMax
            ? (fields[1], number, count, fields[5])
            : null;
    }

    private static string CheckOf(string text, string part) => Convert.ToHexString(
        SHA256.HashData(Encoding.ASCII.GetBytes($"{text}:{part}")).AsSpan(0, CheckBytes));

    private static byte[] Compress(ReadOnlySpan<byte> file)
    {
        using MemoryStream packed = new();
        using (DeflateStream deflate = new(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            deflate.Write(file);
        return packed.ToArray();
    }

    private static byte[]? Expand(byte[] packed)
    {
        try
        {
            using DeflateStream inflate = new(new MemoryStream(packed), CompressionMode.Decompress);
            using MemoryStream file = new();
            byte[] buffer = new byte[1 << 16];
            for (int read; (read = inflate.Read(buffer)) > 0;)
            {
                if (file.Length + read > FileBytesMax) return null;
                file.Write(buffer.AsSpan(0, read));
            }

            return file.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static string ToBase32(byte[] bytes)
    {
        StringBuilder text = new(((bytes.Length * 8) + 4) / 5);
        (int bits, int held) = (0, 0);
        foreach (byte one in bytes)
        {
            held = ((held << 8) | one) & 0xfff;
            for (bits += 8; bits >= 5; bits -= 5) text.Append(Alphabet[(held >> (bits - 5)) & 31]);
        }

        if (bits > 0) text.Append(Alphabet[(held << (5 - bits)) & 31]);
        return text.ToString();
    }

    private static byte[]? FromBase32(string text)
    {
        byte[] bytes = new byte[text.Length * 5 / 8];
        (int bits, int held, int next) = (0, 0, 0);
        foreach (char one in text)
        {
            int value = Alphabet.IndexOf(one, StringComparison.Ordinal);
            if (value < 0) return null;
            held = ((held << 5) | value) & 0xfff;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes[next++] = (byte)((held >> bits) & 0xff);
        }

        return bytes;
    }

    private static bool Refuse(string why, out Refusal refusal)
    {
        refusal = new Refusal(
            CliRefusal.Frames, $"The pictures do not hold a file. {why}", null, "every frame of one file");
        return false;
    }
}
