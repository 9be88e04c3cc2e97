using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Sweeps;

/// <summary>A house account below an active root that pays for the fees of accounts without ether.</summary>
public sealed record GasSource(WalletId House, AccountId Account, ChainId Chain, EthereumAddress Address)
{
    public required Amount Balance { get; init; }
}
