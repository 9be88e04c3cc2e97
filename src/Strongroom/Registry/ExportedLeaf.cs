using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// A part of the descriptors was handed out (docs/formats/descriptors.md): which leaves it covers, and the
/// SHA-256 of its line.
/// </summary>
public sealed record ExportedLeaf(LeafStamp Stamp, ulong From, ulong To, Digest Part) : Leaf(Stamp)
{
    public override string Action => LeafAction.Exported;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
        [("from", (long)From), ("to", (long)To), ("part", Part.ToString())];
}
