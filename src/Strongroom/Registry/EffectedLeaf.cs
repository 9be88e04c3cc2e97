using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>A delayed governance intent takes effect.</summary>
public sealed record EffectedLeaf(LeafStamp Stamp, Digest IntentDigest, IntentEffect Effect) : Leaf(Stamp)
{
    public override string Action => LeafAction.Effected;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
        [("intentDigest", IntentDigest.ToString()), ("effect", Effect.ToObject())];
}
