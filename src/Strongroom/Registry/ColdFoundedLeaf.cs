using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Registry;

/// <summary>
/// Leaf 0 of a cold Signer's own journal: whose it is, where its home is, what it holds. The home's founding
/// leaf is the attachment named by the institution.
/// </summary>
public sealed record ColdFoundedLeaf(
    LeafStamp Stamp, Digest Institution, string Home, ColdSigner Signer, ProtectionLevel Level) : Leaf(Stamp)
{
    public override string Action => LeafAction.ColdFounded;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
    [
        ("home", Home),
        ("institution", Institution.ToString()),
        ("key", Signer.Key),
        ("level", Level.ToText()),
        ("origin", Signer.Origin),
        ("root", Signer.Root.ToString()),
    ];
}
