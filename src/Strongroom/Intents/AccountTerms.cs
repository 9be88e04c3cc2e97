using Strongroom.Chains;

namespace Strongroom.Intents;

/// <summary>An account that a wallet opening asks for.</summary>
public sealed record AccountTerms(AccountId Account, ChainId Chain, int Generation, Temperature Temperature)
{
    // A generation stands in a derivation path: a BIP-32 index below the hardening bit.
    public const int GenerationMax = int.MaxValue;

    /// <summary>Where the key shall live; null leaves it to the keystore of the Signer.</summary>
    public ProtectionLevel? Level { get; init; }

    public CanonicalObject ToCanonical() => CanonicalObject.Of(
        ("account", Account.ToString()),
        ("chain", Chain.ToString()),
        ("generation", Generation),
        ("level", Level is { } level ? level.ToText() : default(CanonicalValue)),
        ("temperature", Temperature.ToText()));
}
