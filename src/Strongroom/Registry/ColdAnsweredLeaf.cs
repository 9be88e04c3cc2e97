using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>A cold Signer is done with a request: it is not taken again.</summary>
public sealed record ColdAnsweredLeaf(LeafStamp Stamp, Digest Request) : Leaf(Stamp)
{
    public override string Action => LeafAction.ColdAnswered;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
        [("request", Request.ToString())];
}
