using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Audit;
using Strongroom.Cryptography;

namespace Strongroom.Signer.Audit;

/// <summary>
/// The segment, the files derived from it and the tree's frontier. One thread commits; any thread reads
/// leaves and hashes below <see cref="Size"/>.
/// </summary>
internal sealed class JournalStore : IDisposable
{
    private readonly SegmentFile segment;
    private readonly TreeIndex index;
    private readonly MerkleHasher hasher = new();
    private readonly ArrayBufferWriter<byte> records = new();
    private readonly RecentLeaves recent = new();
    private TreeFrontier frontier = new();
    private ulong size;

    private JournalStore(SegmentFile segment, TreeIndex index)
    {
        this.segment = segment;
        this.index = index;
    }

    /// <summary>Durable leaves.</summary>
    internal ulong Size => Volatile.Read(ref size);

    /// <summary>Bytes of the segment that are durable.</summary>
    internal long DurableLength => segment.Length;

    /// <summary>Bytes of a torn tail that opening dropped.</summary>
    internal long DroppedBytes { get; private set; }

    /// <summary>
    /// Opens the journal in <paramref name="folder"/> and folds its leaves.
    /// Refused when it no longer holds what <paramref name="released"/> said it does.
    /// </summary>
    internal static bool TryOpen(
        string folder,
        Checkpoint? released,
        JournalFolding folding,
        [NotNullWhen(true)] out JournalStore? store,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        store = null;
        refusal = new Refusal(AuditRefusal.SegmentDamaged, "the segment is not a journal");
        if (SegmentFile.Open(Path.Combine(folder, "segment")) is not { } segment) return false;
        JournalStore candidate = new(segment, new TreeIndex(folder));
        refusal = candidate.Load(released, folding);
        if (refusal is null) store = candidate;
        else candidate.Dispose();
        return store is not null;
    }

    /// <summary>Makes the leaves durable, in order. An exception leaves the outcome unknown.</summary>
    internal void Commit(IReadOnlyList<byte[]> leaves)
    {
        records.ResetWrittenCount();
        Span<TreeHash> completed = stackalloc TreeHash[TreeFrontier.CompletedMax];
        long offset = segment.Length;
        foreach (byte[] leaf in leaves)
        {
            TreeHash leafHash = hasher.Leaf(leaf);
            SegmentFile.Encode(records, leaf, leafHash);
            index.Append(offset, completed[..frontier.Append(leafHash, hasher, completed)]);
            offset += SegmentFile.RecordSize(leaf.Length);
        }

        segment.Commit(records.WrittenSpan);
        index.Flush();
        Invariant.Holds(segment.Length == offset);
        recent.Add(size, leaves);
        Volatile.Write(ref size, frontier.Size);
    }

    /// <summary>The bytes of a durable leaf.</summary>
    internal ReadOnlyMemory<byte> Read(ulong at)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(at, Size);
        return recent.TryGet(at, out byte[]? leaf) ? leaf : segment.Read(index.OffsetOf(at));
    }

    internal TreeHash HashAt(int level, ulong at) => index.HashAt(level, at);

    public void Dispose()
    {
        segment.Dispose();
        index.Dispose();
        hasher.Dispose();
    }

    private Refusal? Load(Checkpoint? released, JournalFolding folding)
    {
        bool usesStart = CanStartAt(folding.Start);
        if (!usesStart) folding.ReadsAll();
        if (LoadFrom(usesStart ? folding.Start : null, released, folding) is { } damaged) return damaged;
        Volatile.Write(ref size, frontier.Size);
        return null;
    }

    /// <summary>
    /// Whether the derived files still agree with the snapshot, so that its leaves need not be read.
    /// </summary>
    private bool CanStartAt(JournalStart? start)
    {
        if (start is null || start.Size == 0) return false;
        if (index.StoredLeaves() < start.Size) return false;
        ulong before = 0;
        foreach (TreeHash expected in start.Frontier)
        {
            int level = (int)ulong.Log2(start.Size - before);
            if (index.HashAt(level, before >> level) != expected) return false;
            before += 1UL << level;
        }

        byte[] last = segment.Read(index.OffsetOf(start.Size - 1));
        return before == start.Size && hasher.Leaf(last) == index.HashAt(0, start.Size - 1);
    }

    private Refusal? LoadFrom(JournalStart? start, Checkpoint? released, JournalFolding folding)
    {
        ulong first = start?.Size ?? 0;
        frontier = start is null ? new TreeFrontier() : TreeFrontier.Restore(first, start.Frontier)!;
        index.StartAt(first);
        long from = first == 0 ? SegmentFile.FirstOffset : OffsetAfter(first - 1);
        bool holdsReleased = released is null || released.Size < first || Covers(released);
        long end = segment.Scan(from, Visit, hasher);
        index.Flush();
        folding.End(frontier);
        if (!holdsReleased)
        {
            return new Refusal(
                AuditRefusal.SegmentDamaged, "leaves that a released head covers are missing or altered");
        }

        DroppedBytes = segment.Length - end;
        if (DroppedBytes > 0) segment.Truncate(end);
        return folding.StartMatches ? null : new Refusal(
            AuditRefusal.SegmentDamaged, "the snapshot does not belong to this journal");

        void Visit(long offset, ReadOnlySpan<byte> leaf, TreeHash leafHash)
        {
            Span<TreeHash> completed = stackalloc TreeHash[TreeFrontier.CompletedMax];
            folding.Visit(frontier, leaf);
            index.Append(offset, completed[..frontier.Append(leafHash, hasher, completed)]);
            if (released is not null && !holdsReleased) holdsReleased = Covers(released);
        }
    }

    private bool Covers(Checkpoint released) =>
        frontier.Size == released.Size && frontier.Root(hasher) == released.Root;

    private long OffsetAfter(ulong at)
    {
        long offset = index.OffsetOf(at);
        return offset + SegmentFile.RecordSize(segment.Read(offset).Length);
    }
}
