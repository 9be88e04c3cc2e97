using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Sweeps;

/// <summary>
/// An account that is to be left: the Signer's word on whose it is, and a node's on what it holds.
/// </summary>
public sealed record SweptAccount(AccountId Account, ChainId Chain, EthereumAddress Address)
{
    public required WalletId Wallet { get; init; }

    /// <summary>The client's id, or the house wallet's.</summary>
    public required Uuid7 Owner { get; init; }

    public required bool IsHouse { get; init; }

    public required Temperature Temperature { get; init; }

    /// <summary>The first generation that is free for the owner on this chain.</summary>
    public required int NextGeneration { get; init; }

    /// <summary>The owner's newest account below an active root, once it was opened.</summary>
    public Receiver? Successor { get; init; }

    public Amount Native { get; init; }

    public IReadOnlyList<SweptToken> Tokens { get; init; } = [];
}
