using Strongroom.Assets;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>A transaction as a node reports it; without a block while it is pending.</summary>
internal sealed record NodeTransaction(
    Hash32 Hash,
    EthereumAddress From,
    EthereumAddress? To,
    UInt256 Value,
    ulong Nonce,
    byte[] Input,
    Hash32? BlockHash,
    ulong? BlockNumber);
