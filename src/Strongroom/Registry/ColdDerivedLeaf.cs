using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>A cold Signer derives a batch of addresses; written before the batch is signed.</summary>
public sealed record ColdDerivedLeaf(LeafStamp Stamp, uint First, int Count, Digest Batch) : Leaf(Stamp)
{
    public override string Action => LeafAction.ColdDerived;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
        [("batch", Batch.ToString()), ("count", Count), ("first", (long)First)];
}
