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
    /// <summary>
    /// The root below which the path leads to the key; for a key that is born in a token, the root whose
    /// tokens bear it. Such a key has a <see cref="TokenKeyReference"/> in place of the path.
    /// </summary>
    public required Digest Root { get; init; }

    /// <summary>What the opening asks for; null where it leaves the level to the keystore.</summary>
    public ProtectionLevel? Level { get; init; }

    /// <summary>
    /// The address that the pool of a cold Signer gives; null where the keystore derives it.
    /// </summary>
    public PooledAddress? Pooled { get; init; }
}
