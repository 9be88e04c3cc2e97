// The truth of a journal: "strongroom-log-1" (16 bytes), then records of
//   length (uint32, big-endian) ‖ first 8 bytes of the RFC 6962 leaf hash ‖ leaf (1 to 65,535 bytes).
// The checksum is a prefix of the leaf hash and no CRC, because the hash is computed anyway, when a leaf is
// appended and when the file is opened: it costs nothing, and 64 bits tell any torn or rotten record.
using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Strongroom.Audit;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Storage;

namespace Strongroom.Signer.Audit;

/// <summary>
/// An append-only file of leaves with one writer; the file is locked against other processes. Reading is safe
/// on any thread, committing on one.
/// </summary>
internal sealed class SegmentFile : IDisposable
{
    internal const int LeafBytesMax = EntryBundle.EntryBytesMax;

    private const int ChecksumSize = 8;
    private const int PrefixSize = sizeof(uint) + ChecksumSize;
    private const int ScanBufferSize = 1 << 20;

    private readonly SafeFileHandle file;

    private SegmentFile(SafeFileHandle file, long length)
    {
        this.file = file;
        Length = length;
    }

    /// <summary>Where the first record stands.</summary>
    internal static long FirstOffset => Magic.Length;

    /// <summary>
    /// Bytes that a finished <see cref="Commit"/> (or opening) made durable: the end of the log.
    /// </summary>
    internal long Length { get; private set; }

    private static ReadOnlySpan<byte> Magic => "strongroom-log-1"u8;

    /// <summary>Opens or creates the file; null when it is something else.</summary>
    internal static SegmentFile? Open(string path)
    {
        SafeFileHandle opened =
            File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        long length = RandomAccess.GetLength(opened);
        Span<byte> magic = stackalloc byte[Magic.Length];
        int read = RandomAccess.Read(opened, magic, 0);
        if (!Magic.StartsWith(magic[..read]))
        {
            opened.Dispose();
            return null;
        }

        if (read < Magic.Length)
        {
            RandomAccess.Write(opened, Magic, 0);
            length = Magic.Length;
        }

        // What a killed process wrote may be readable and not durable: sync before anybody relies on it.
        DurableFile.Sync(opened);
        DurableFile.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new SegmentFile(opened, length);
    }

    /// <summary>Encodes one record for <see cref="Commit"/>.</summary>
    internal static void Encode(IBufferWriter<byte> records, ReadOnlySpan<byte> leaf, in TreeHash leafHash)
    {
        Invariant.Holds(leaf.Length is > 0 and <= LeafBytesMax);
        Span<byte> destination = records.GetSpan(PrefixSize + leaf.Length);
        BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)leaf.Length);
        Span<byte> hash = stackalloc byte[TreeHash.Size];
        leafHash.CopyTo(hash);
        hash[..ChecksumSize].CopyTo(destination[sizeof(uint)..]);
        leaf.CopyTo(destination[PrefixSize..]);
        records.Advance(PrefixSize + leaf.Length);
    }

    internal static int RecordSize(int leafLength) => PrefixSize + leafLength;

    /// <summary>
    /// Appends encoded records and makes them durable. An exception leaves the outcome unknown.
    /// </summary>
    internal void Commit(ReadOnlySpan<byte> records)
    {
        RandomAccess.Write(file, records, Length);
        DurableFile.Sync(file);
        Length += records.Length;
    }

    /// <summary>Reads records from <paramref name="offset"/> until the end or the first that is not whole;
    /// returns where it stopped.</summary>
    internal long Scan(long offset, SegmentVisitor visit, MerkleHasher hasher)
    {
        byte[] buffer = new byte[ScanBufferSize];
        int filled = 0;
        while (true)
        {
            int read = RandomAccess.Read(file, buffer.AsSpan(filled), offset + filled);
            filled += read;
            int used = 0;
            while (TryTake(buffer.AsSpan(used, filled - used), hasher, out int leafLength, out TreeHash hash))
            {
                visit(offset + used, buffer.AsSpan(used + PrefixSize, leafLength), hash);
                used += RecordSize(leafLength);
            }

            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
            offset += used;
            if (used == 0 && read == 0) return offset;
        }
    }

    /// <summary>The leaf of the record at <paramref name="offset"/>, checked.</summary>
    internal byte[] Read(long offset)
    {
        Span<byte> prefix = stackalloc byte[PrefixSize];
        Invariant.Holds(RandomAccess.Read(file, prefix, offset) == PrefixSize);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(prefix);
        Invariant.Holds(length is > 0 and <= LeafBytesMax);
        byte[] leaf = new byte[length];
        Invariant.Holds(RandomAccess.Read(file, leaf, offset + PrefixSize) == leaf.Length);
        Invariant.Holds(IsChecked(prefix[sizeof(uint)..], MerkleHasher.LeafOf(leaf)));
        return leaf;
    }

    /// <summary>Drops what stands after <paramref name="offset"/>: a torn tail.</summary>
    internal void Truncate(long offset)
    {
        Invariant.Holds(offset >= FirstOffset);
        RandomAccess.SetLength(file, offset);
        DurableFile.Sync(file);
        Length = offset;
    }

    public void Dispose() => file.Dispose();

    private static bool TryTake(
        ReadOnlySpan<byte> bytes, MerkleHasher hasher, out int leafLength, out TreeHash hash)
    {
        leafLength = 0;
        hash = default;
        if (bytes.Length < PrefixSize) return false;
        uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (length is 0 or > LeafBytesMax || bytes.Length < PrefixSize + length) return false;
        leafLength = (int)length;
        hash = hasher.Leaf(bytes.Slice(PrefixSize, leafLength));
        return IsChecked(bytes[sizeof(uint)..PrefixSize], hash);
    }

    private static bool IsChecked(ReadOnlySpan<byte> checksum, in TreeHash hash)
    {
        Span<byte> bytes = stackalloc byte[TreeHash.Size];
        hash.CopyTo(bytes);
        return checksum.SequenceEqual(bytes[..ChecksumSize]);
    }
}
