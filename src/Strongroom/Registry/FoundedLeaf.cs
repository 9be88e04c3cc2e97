using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Registry;

/// <summary>
/// Leaf 0: the founding file with the signatures of everybody in it. Its SHA-256 is the institution.
/// </summary>
public sealed record FoundedLeaf(LeafStamp Stamp, SignedFounding Founding) : Leaf(Stamp)
{
    public override string Action => LeafAction.Founded;

    private protected override (string Name, CanonicalValue Value)[] Members()
    {
        CanonicalObject file = Founding.Body;
        bool isWhole = file.TryGet("founding", out CanonicalValue founding);
        isWhole &= file.TryGet("signatures", out CanonicalValue signatures);
        Cryptography.Invariant.Holds(isWhole);
        return [("founding", founding), ("signatures", signatures)];
    }
}
