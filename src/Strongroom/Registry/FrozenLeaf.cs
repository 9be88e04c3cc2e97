using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>A freeze statement: signing stops.</summary>
public sealed record FrozenLeaf(LeafStamp Stamp, SignedStatement Statement) : Leaf(Stamp)
{
    public override string Action => LeafAction.Frozen;

    public override PersonId? Person => Statement.Statement.Person;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
        [("statement", Statement.Body)];
}
