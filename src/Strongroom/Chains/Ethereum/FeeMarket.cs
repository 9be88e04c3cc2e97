using Strongroom.Assets;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// What gas costs now, in wei: the base fee of the next block and the priority fee that gets in.
/// </summary>
public sealed record FeeMarket(UInt256 BaseFeePerGas, UInt256 PriorityFeePerGas);
