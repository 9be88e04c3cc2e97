using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>A snapshot of the state at this journal size (docs/formats/snapshot.md).</summary>
public sealed record SnapshotLeaf(LeafStamp Stamp, Digest Root, long Pages, long Size, Digest Head) : Leaf(
    Stamp)
{
    public override string Action => LeafAction.Snapshot;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
    [
        ("root", Root.ToString()),
        ("pages", Pages),
        ("size", Size),
        ("head", Head.ToString()),
    ];
}
