using Strongroom.Audit;

namespace Strongroom.Signer.Audit;

/// <summary>
/// What happens to leaves while a journal opens: those from the snapshot on go to the fold, once each and in
/// order, and the tree at the snapshot's size must be the one that the snapshot names.
/// </summary>
internal sealed class JournalFolding(JournalStart? start, LeafFold? fold)
{
    private ulong folded = start?.Size ?? 0;

    internal JournalStart? Start => start;

    /// <summary>
    /// False when the journal passed the snapshot's size with another tree, or never reached it.
    /// </summary>
    internal bool StartMatches { get; private set; } = true;

    /// <summary>
    /// The derived files do not carry the start: all leaves will be read, and checked against it.
    /// </summary>
    internal void ReadsAll() => StartMatches = start is null || start.Size == 0;

    /// <summary>Called with the tree before the leaf.</summary>
    internal void Visit(TreeFrontier before, ReadOnlySpan<byte> leaf)
    {
        Compare(before);
        if (before.Size != folded) return;
        fold?.Invoke(before.Size, leaf);
        folded++;
    }

    /// <summary>Called with the tree after the last leaf.</summary>
    internal void End(TreeFrontier whole) => Compare(whole);

    private void Compare(TreeFrontier tree)
    {
        if (start is not null && !StartMatches && tree.Size == start.Size)
            StartMatches = tree.Hashes().AsSpan().SequenceEqual(start.Frontier);
    }
}
