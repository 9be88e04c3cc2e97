using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Strongroom.Tests.Secrets;

/// <summary>
/// Looks through every readable page of another process for secrets: as bytes in either order, with their 4- and
/// 8-byte words swapped (as hash functions load them), as hexadecimal and base64 in ASCII and UTF-16. Any 16 bytes
/// of a form are a hit. Reading memory that is closed to ptrace (PR_SET_DUMPABLE) takes root.
/// </summary>
internal sealed class MemoryScan
{
    private const int PieceBytes = 16;
    private const int TextPieceBytes = 20;
    private const int PieceBytesMax = 2 * TextPieceBytes;
    private const int FilterBits = 20;
    private const int ChunkBytes = 1 << 22;
    private const ulong Golden = 0x9E37_79B9_7F4A_7C15;

    private readonly Dictionary<ulong, List<(string Name, byte[] Piece)>> _pieces = [];
    private readonly bool[] _filter = new bool[1 << FilterBits];
    private readonly byte[] _buffer = new byte[ChunkBytes + PieceBytesMax];

    /// <summary>Bytes that were looked at by the last run.</summary>
    internal long BytesRead { get; private set; }

    internal MemoryScan Bytes(string name, ReadOnlySpan<byte> secret)
    {
        byte[] bytes = secret.ToArray();
        byte[] reversed = [.. bytes.Reverse()];
        Add($"{name}, raw", bytes);
        Add($"{name}, reversed", reversed);
        foreach (int word in (int[])[4, 8])
            Add($"{name}, words of {word}", [.. bytes.Chunk(word).SelectMany(one => one.Reverse())]);
        foreach (byte[] order in (byte[][])[bytes, reversed])
        {
            Text($"{name}, hex", Convert.ToHexStringLower(order));
            Text($"{name}, HEX", Convert.ToHexString(order));
        }

        // Base64 has three alignments; the middle of each is the same whatever stands before.
        for (int skip = 0; skip < 3; skip++)
        {
            string text = Convert.ToBase64String(bytes[skip..]).TrimEnd('=');
            Text($"{name}, base64", text[..^2]);
            Text($"{name}, base64url", text[..^2].Replace('+', '-').Replace('/', '_'));
        }

        return this;
    }

    internal MemoryScan Text(string name, string secret)
    {
        // Eight letters may be a word of a list: texts take twice as much to be a hit.
        Add(name, Encoding.ASCII.GetBytes(secret), TextPieceBytes);
        Add($"{name}, UTF-16", Encoding.Unicode.GetBytes(secret), 2 * TextPieceBytes);
        return this;
    }

    internal List<MemoryHit> Run(int process)
    {
        List<MemoryHit> hits = [];
        BytesRead = 0;
        using SafeFileHandle memory = File.OpenHandle($"/proc/{process}/mem", options: FileOptions.None);
        foreach (MemoryRegion region in MemoryRegion.Of(process)) Run(memory, region, hits);
        return hits;
    }

    /// <summary>The names of what stands in bytes that are at hand.</summary>
    internal List<string> Find(ReadOnlySpan<byte> bytes)
    {
        List<MemoryHit> hits = [];
        MemoryRegion here = new(0, (ulong)bytes.Length, "here", IsLocked: false);
        for (int at = 0; at < bytes.Length; at += ChunkBytes)
            Look(bytes[at..Math.Min(bytes.Length, at + ChunkBytes + PieceBytesMax)], (ulong)at, here, hits);
        return [.. hits.Select(hit => hit.Name).Distinct(StringComparer.Ordinal)];
    }

    private void Run(SafeFileHandle memory, MemoryRegion region, List<MemoryHit> hits)
    {
        for (ulong at = region.Start; at < region.End; at += ChunkBytes)
        {
            int wanted = (int)Math.Min((ulong)_buffer.Length, region.End - at);
            int count = Read(memory, at, wanted);
            BytesRead += count;
            Look(_buffer.AsSpan(0, count), at, region, hits);
        }
    }

    /// <summary>Page by page where a page of the chunk cannot be read.</summary>
    private int Read(SafeFileHandle memory, ulong at, int wanted)
    {
        try
        {
            return RandomAccess.Read(memory, _buffer.AsSpan(0, wanted), (long)at);
        }
        catch (IOException)
        {
            return 0; // guard pages and device memory answer with EIO
        }
    }

    private void Look(ReadOnlySpan<byte> chunk, ulong start, MemoryRegion region, List<MemoryHit> hits)
    {
        if (chunk.IndexOfAnyExcept((byte)0) < 0) return;
        for (int at = 0; at + PieceBytes <= chunk.Length && at < ChunkBytes; at++)
        {
            ulong head = Unsafe.ReadUnaligned<ulong>(in chunk[at]);
            if (!_filter[SlotOf(head)] || !_pieces.TryGetValue(head, out List<(string Name, byte[] Piece)>? pieces)) continue;
            foreach ((string name, byte[] piece) in pieces)
            {
                if (chunk[at..].StartsWith(piece))
                    hits.Add(new MemoryHit(name, start + (ulong)at, region.Name, region.IsLocked));
            }
        }
    }

    private void Add(string name, byte[] form, int pieceBytes = PieceBytes)
    {
        form.Length.ShouldBeGreaterThanOrEqualTo(pieceBytes);
        for (int at = 0; at + pieceBytes <= form.Length; at += pieceBytes)
        {
            byte[] piece = form[at..(at + pieceBytes)];
            ulong head = BitConverter.ToUInt64(piece);
            if (!_pieces.TryGetValue(head, out List<(string, byte[])>? list)) _pieces[head] = list = [];
            list.Add((name, piece));
            _filter[SlotOf(head)] = true;
        }
    }

    private static int SlotOf(ulong head) => unchecked((int)((head * Golden) >> (64 - FilterBits)));
}

/// <summary>Where a piece of a secret was found.</summary>
internal sealed record MemoryHit(string Name, ulong Address, string Region, bool IsLocked)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name} at {Address:x} in {Region}{(IsLocked ? " (locked)" : "")}");
}

/// <summary>
/// A mapping as proc(5) shows it in smaps. Locked is what mlock(2) holds and no core dump takes: both flags, as
/// libsodium sets them.
/// </summary>
internal sealed record MemoryRegion(ulong Start, ulong End, string Name, bool IsLocked)
{
    internal static IEnumerable<MemoryRegion> Of(int process)
    {
        (ulong Start, ulong End, string Name)? open = null;
        foreach (string line in File.ReadAllLines($"/proc/{process}/smaps"))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "VmFlags:" && open is { } region)
            {
                bool isLocked = words.Contains("lo") && words.Contains("dd");
                yield return new MemoryRegion(region.Start, region.End, region.Name, isLocked);
            }

            if (words.Length < 5 || !words[0].Contains('-', StringComparison.Ordinal)) continue;
            string[] ends = words[0].Split('-');
            string name = words.Length > 5 ? words[5] : "anonymous";
            bool isData = words[1][0] == 'r' && name is not ("[vvar]" or "[vsyscall]" or "[vvar_vclock]");
            open = isData ? (Hex(ends[0]), Hex(ends[1]), name) : null;
        }
    }

    private static ulong Hex(string text) => ulong.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
