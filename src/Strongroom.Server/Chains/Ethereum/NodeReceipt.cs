using Strongroom.Assets;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>What became of a mined transaction.</summary>
internal sealed record NodeReceipt(
    Hash32 TransactionHash,
    Hash32 BlockHash,
    ulong BlockNumber,
    ulong Status,
    ulong GasUsed,
    UInt256 EffectiveGasPrice,
    EthereumAddress From,
    EthereumAddress? To,
    IReadOnlyList<NodeLog> Logs)
{
    /// <summary>
    /// False for a transaction that was mined but failed: its fee is paid, its effects are not there.
    /// </summary>
    internal bool IsSuccess => Status == 1;

    internal Amount Fee => new(EffectiveGasPrice * GasUsed);
}
