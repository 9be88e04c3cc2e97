using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// What a registered movement lets the Signer sign: this call of this account, within this fee.
/// </summary>
public sealed record RegisteredCall(
    AccountId Account, EthereumAddress To, Amount Value, ReadOnlyMemory<byte> Data, Amount FeeMax)
{
    /// <summary>The earlier intent whose nonce this one takes.</summary>
    public IntentId? Replaces { get; init; }

    /// <summary>The receiving account, where it is one of this Signer's.</summary>
    public AccountId? ToAccount { get; init; }
}
