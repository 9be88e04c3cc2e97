using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// A delayed governance intent whose time has come: derive what <see cref="Demands"/> names, then write
/// <see cref="ToLeaf"/>. When <see cref="IsEffective"/> it took effect before, and nothing is written.
/// </summary>
public sealed record Effecting(IntentRecord Intent, IReadOnlyList<AccountDemand> Demands, KeyEffect? Key)
{
    public bool IsEffective => Intent.State == RegisteredState.Effective;

    public EffectedLeaf ToLeaf(LeafStamp stamp, IReadOnlyList<DerivedAddress> addresses)
    {
        Invariant.Holds(!IsEffective);
        DerivedAddress.Match(Demands, addresses);
        return new EffectedLeaf(stamp, Intent.Digest, new IntentEffect(addresses) { Key = Key });
    }
}
