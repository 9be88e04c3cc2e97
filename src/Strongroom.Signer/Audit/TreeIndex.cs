// Two derived files beside the segment, never synced on their own account and rebuilt from it at will:
// "hashes" holds every perfect subtree's root, 32 bytes each, in the order in which leaves complete them
// (leaf n is followed by the nodes that it completes), so (level, index) has a fixed place;
// "offsets" holds the 8-byte big-endian place of each record in the segment.
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Strongroom.Audit;
using Strongroom.Cryptography;

namespace Strongroom.Signer.Audit;

/// <summary>Finds leaves and subtree roots by number. One writer, any readers of what was flushed.</summary>
internal sealed class TreeIndex : IDisposable
{
    private const int BufferedMax = 1 << 16;

    private readonly SafeFileHandle hashes;
    private readonly SafeFileHandle offsets;
    private readonly List<TreeHash> bufferedHashes = [];
    private readonly List<long> bufferedOffsets = [];
    private readonly RecentHashes recent = new();
    private ulong flushedLeaves;

    internal TreeIndex(string folder)
    {
        hashes = Open(Path.Combine(folder, "hashes"));
        offsets = Open(Path.Combine(folder, "offsets"));
    }

    /// <summary>The leaves that both files may hold, whatever they say.</summary>
    internal ulong StoredLeaves()
    {
        ulong low = 0, high = (ulong)RandomAccess.GetLength(offsets) / sizeof(long);
        ulong stored = (ulong)RandomAccess.GetLength(hashes) / TreeHash.Size;
        while (low < high)
        {
            ulong middle = (low + high + 1) / 2;
            (low, high) = HashCount(middle) <= stored ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <summary>
    /// Starts writing after <paramref name="leaves"/> leaves; what stands behind is overwritten.
    /// </summary>
    internal void StartAt(ulong leaves)
    {
        flushedLeaves = leaves;
        bufferedHashes.Clear();
        bufferedOffsets.Clear();
    }

    internal void Append(long offset, ReadOnlySpan<TreeHash> completed)
    {
        bufferedOffsets.Add(offset);
        bufferedHashes.AddRange(completed);
        if (bufferedHashes.Count >= BufferedMax) Flush();
    }

    internal void Flush()
    {
        byte[] hashBytes = new byte[bufferedHashes.Count * TreeHash.Size];
        for (int i = 0; i < bufferedHashes.Count; i++)
            bufferedHashes[i].CopyTo(hashBytes.AsSpan(i * TreeHash.Size));
        byte[] offsetBytes = new byte[bufferedOffsets.Count * sizeof(long)];
        for (int i = 0; i < bufferedOffsets.Count; i++)
            BinaryPrimitives.WriteInt64BigEndian(offsetBytes.AsSpan(i * sizeof(long)), bufferedOffsets[i]);
        long place = (long)HashCount(flushedLeaves);
        RandomAccess.Write(hashes, hashBytes, place * TreeHash.Size);
        RandomAccess.Write(offsets, offsetBytes, (long)flushedLeaves * sizeof(long));
        recent.Add(place, bufferedHashes);
        StartAt(flushedLeaves + (ulong)bufferedOffsets.Count);
    }

    /// <summary>Subtree roots by level and index: a <see cref="HashReader"/>.</summary>
    internal TreeHash HashAt(int level, ulong index)
    {
        ulong lastLeaf = ((index + 1) << level) - 1;
        long place = (long)HashCount(lastLeaf) + level;
        if (recent.TryGet(place, out TreeHash kept)) return kept;
        Span<byte> bytes = stackalloc byte[TreeHash.Size];
        Invariant.Holds(RandomAccess.Read(hashes, bytes, place * TreeHash.Size) == TreeHash.Size);
        return TreeHash.Read(bytes);
    }

    internal long OffsetOf(ulong index)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        Invariant.Holds(RandomAccess.Read(offsets, bytes, (long)index * sizeof(long)) == sizeof(long));
        return BinaryPrimitives.ReadInt64BigEndian(bytes);
    }

    public void Dispose()
    {
        hashes.Dispose();
        offsets.Dispose();
    }

    /// <summary>Perfect subtrees within <paramref name="leaves"/> leaves: 2n minus the ones in n.</summary>
    private static ulong HashCount(ulong leaves) => (2 * leaves) - ulong.PopCount(leaves);

    private static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
}
