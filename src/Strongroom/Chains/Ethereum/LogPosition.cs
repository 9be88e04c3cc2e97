namespace Strongroom.Chains.Ethereum;

/// <summary>Where a log stands: it names a credit once and for all, also across reorganisations.</summary>
public sealed record LogPosition(ulong BlockNumber, Hash32 BlockHash, Hash32 TransactionHash, ulong LogIndex);
