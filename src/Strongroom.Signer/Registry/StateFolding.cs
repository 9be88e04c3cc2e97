using Strongroom.Audit;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Signer.Registry;

/// <summary>
/// Folds leaves into a state while the journal opens, from leaf 0 or from a snapshot. A snapshot counts only
/// if its own leaf turns up behind it, saying exactly what the file is.
/// </summary>
internal sealed class StateFolding
{
    private readonly SnapshotSeal? seal;

    private StateFolding(State? state, SnapshotSeal? seal)
    {
        State = state;
        this.seal = seal;
        IsConfirmed = seal is null;
    }

    /// <summary>Null until leaf 0 was folded.</summary>
    internal State? State { get; private set; }

    /// <summary>Whether the fold may be believed: no snapshot, or one that its leaf confirms.</summary>
    internal bool IsConfirmed { get; private set; }

    /// <summary>What was wrong with the snapshot, once something was; the rest was not folded then.</summary>
    internal Exception? Failure { get; private set; }

    internal static StateFolding FromFirstLeaf() => new(null, null);

    /// <summary>Null when the snapshot's head is no state.</summary>
    internal static StateFolding? From(SnapshotFile snapshot)
    {
        try
        {
            return State.TryOpen(snapshot.Head.Span, snapshot, out State? state, out _)
                && state.Size == snapshot.Seal.Size
                ? new StateFolding(state, snapshot.Seal)
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    internal void Take(ulong index, ReadOnlySpan<byte> bytes)
    {
        if (Failure is not null) return;
        if (!Leaf.TryParse(bytes, out Leaf? leaf, out Refusal? refusal))
            throw new InvalidDataException($"leaf {index} is not one: {refusal.Code}");
        try
        {
            Fold(index, leaf);
        }
        catch (InvalidDataException exception) when (seal is not null)
        {
            Failure = exception;
        }
    }

    private void Fold(ulong index, Leaf leaf)
    {
        if (State is null)
        {
            Invariant.Holds(index == 0 && leaf is FoundedLeaf);
            State = State.Found((FoundedLeaf)leaf);
        }
        else
        {
            Invariant.Holds(State.Size == index);
            State.Apply(leaf);
        }

        if (leaf is SnapshotLeaf snapshot && Confirms(snapshot)) IsConfirmed = true;
    }

    private bool Confirms(SnapshotLeaf leaf) => seal is not null
        && leaf.Size == (long)seal.Size && leaf.Pages == seal.Pages
        && leaf.Root == Digest.FromBytes(seal.Root.ToBytes())
        && leaf.Head == Digest.FromBytes(seal.Head);
}
