using Strongroom.Assets;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Intents;

/// <summary>What all movements have, for building one in code.</summary>
public sealed record MovementTerms(
    AccountId Account, EthereumAddress From, TransferCall Call, Amount FeeMax, IntentId? Replaces = null);
