using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Sweeps;

/// <summary>Where it goes.</summary>
public sealed record Receiver(AccountId Account, EthereumAddress Address);
