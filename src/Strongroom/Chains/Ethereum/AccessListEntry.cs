namespace Strongroom.Chains.Ethereum;

/// <summary>One entry of an EIP-2930 access list: an account and the storage slots to warm.</summary>
public sealed record AccessListEntry(EthereumAddress Address, IReadOnlyList<Hash32> StorageKeys);
