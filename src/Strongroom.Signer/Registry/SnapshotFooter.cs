// docs/formats/snapshot.md, "File": after pages and head: magic SRSNAP01, page count (uint32), head length
// (uint32), journal size (uint64), the RFC 6962 frontier at that size (count as one byte, then 32 bytes
// each).
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Audit;

namespace Strongroom.Signer.Registry;

/// <summary>The end of a snapshot file, from which the rest is found.</summary>
internal sealed record SnapshotFooter(int Pages, int HeadLength, ulong JournalSize, TreeHash[] Frontier)
{
    internal const int BytesMax = FixedSize + (FrontierMax * TreeHash.Size);
    internal const int HeadLengthMax = 16 * 1024 * 1024;
    private const int FrontierMax = 64;
    private const int FixedSize = 25;
    private const int PagesAt = 8, HeadAt = 12, SizeAt = 16, CountAt = 24;

    private static ReadOnlySpan<byte> Magic => "SRSNAP01"u8;

    internal byte[] ToBytes()
    {
        byte[] bytes = new byte[FixedSize + (Frontier.Length * TreeHash.Size)];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(PagesAt), (uint)Pages);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(HeadAt), (uint)HeadLength);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(SizeAt), JournalSize);
        bytes[CountAt] = (byte)Frontier.Length;
        for (int i = 0; i < Frontier.Length; i++) Frontier[i].CopyTo(
            bytes.AsSpan(FixedSize + (i * TreeHash.Size)));
        return bytes;
    }

    /// <summary>
    /// Reads the footer out of the file's last bytes: exactly one frontier count makes magic, count and the
    /// file's length agree.
    /// </summary>
    internal static bool TryRead(
        ReadOnlySpan<byte> tail, long fileLength, [NotNullWhen(true)] out SnapshotFooter? footer)
    {
        footer = null;
        for (int count = 0; count <= FrontierMax; count++)
        {
            int size = FixedSize + (count * TreeHash.Size);
            if (size > tail.Length) return false;
            ReadOnlySpan<byte> candidate = tail[^size..];
            if (!candidate.StartsWith(Magic) || candidate[CountAt] != count) continue;
            uint pages = BinaryPrimitives.ReadUInt32BigEndian(candidate[PagesAt..]);
            uint head = BinaryPrimitives.ReadUInt32BigEndian(candidate[HeadAt..]);
            if (head > HeadLengthMax || ((long)pages * SnapshotPage.Size) + head + size != fileLength)
                continue;
            TreeHash[] frontier = TreeHash.View(candidate[FixedSize..]).ToArray();
            ulong journalSize = BinaryPrimitives.ReadUInt64BigEndian(candidate[SizeAt..]);
            footer = new SnapshotFooter((int)pages, (int)head, journalSize, frontier);
            return true;
        }

        return false;
    }
}
