using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>The intents that a reject or veto statement closes.</summary>
public sealed record Closing(IReadOnlyList<Digest> Intents, SignedStatement Statement)
{
    public ClosedLeaf ToLeaf(LeafStamp stamp) => new(stamp, Intents, Statement);
}
