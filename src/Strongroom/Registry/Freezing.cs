using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// A freeze statement that counts; with <see cref="EarlierIndex"/> signing is frozen already.
/// </summary>
public sealed record Freezing(SignedStatement Statement, ulong? EarlierIndex)
{
    public FrozenLeaf ToLeaf(LeafStamp stamp)
    {
        Invariant.Holds(EarlierIndex is null);
        return new FrozenLeaf(stamp, Statement);
    }
}
