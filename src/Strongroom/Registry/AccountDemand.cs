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
    /// The root below which the path leads to the key. A key that is born in a token is its own root, and has
    /// a <see cref="TokenKeyReference"/> in place of the path: both are known when it is there.
    /// </summary>
    public required Digest Root { get; init; }

    /// <summary>What the opening asks for; null where it leaves the level to the keystore.</summary>
    public ProtectionLevel? Level { get; init; }
}
