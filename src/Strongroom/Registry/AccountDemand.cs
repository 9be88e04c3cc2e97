using Strongroom.Chains;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// An account whose address the keystore derives before the leaf is written. The path is the next free
/// hardened index of the whole Signer, so no two accounts ever share one.
/// </summary>
public sealed record AccountDemand(
    AccountId Account, Uuid7 Owner, ChainId Chain, int Generation, Temperature Temperature, string Path)
{
    /// <summary>The root below which the path leads to the key.</summary>
    public required Digest Root { get; init; }

    /// <summary>
    /// The address that the pool of a cold Signer gives; null where the keystore derives it.
    /// </summary>
    public PooledAddress? Pooled { get; init; }
}
