using Strongroom.Chains.Ethereum;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>An event as a node reports it, in a mined block.</summary>
internal sealed record NodeLog(
    EthereumAddress Address,
    IReadOnlyList<Hash32> Topics,
    byte[] Data,
    ulong BlockNumber,
    Hash32 BlockHash,
    Hash32 TransactionHash,
    ulong LogIndex)
{
    internal EthereumLog ToLog() =>
        new(Address, Topics, Data, new LogPosition(BlockNumber, BlockHash, TransactionHash, LogIndex));
}
