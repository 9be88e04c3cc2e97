using Strongroom.Chains;

namespace Strongroom.Intents;

/// <summary>An account that a wallet opening asks for.</summary>
public sealed record AccountTerms(AccountId Account, ChainId Chain, int Generation, Temperature Temperature)
{
    // A generation stands in a derivation path: a BIP-32 index below the hardening bit.
    public const int GenerationMax = int.MaxValue;

    public CanonicalObject ToCanonical() => CanonicalObject.Of(
        ("account", Account.ToString()),
        ("chain", Chain.ToString()),
        ("generation", Generation),
        ("temperature", Temperature.ToText()));
}
