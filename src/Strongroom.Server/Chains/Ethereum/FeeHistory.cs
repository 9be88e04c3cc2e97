using Strongroom.Assets;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>
/// <c>eth_feeHistory</c>: base fees of the blocks asked for and of the next one, and per block the priority
/// fees at the percentiles asked for.
/// </summary>
internal sealed record FeeHistory(
    IReadOnlyList<UInt256> BaseFeePerGas, IReadOnlyList<IReadOnlyList<UInt256>>? Reward = null);
