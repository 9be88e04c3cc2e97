namespace Strongroom.Chains.Ethereum;

/// <summary>An event as a receipt or <c>eth_getLogs</c> reports it.</summary>
public sealed record EthereumLog(
    EthereumAddress Contract,
    IReadOnlyList<Hash32> Topics,
    ReadOnlyMemory<byte> Content,
    LogPosition Position);
