namespace Strongroom.Chains.Ethereum;

/// <summary>The transaction formats that are spoken here; the value is the EIP-2718 type byte.</summary>
public enum TransactionKind
{
    /// <summary>No type byte; with EIP-155 replay protection when it names a chain.</summary>
    Legacy = 0,

    /// <summary>EIP-2930.</summary>
    AccessList = 1,

    /// <summary>EIP-1559: the only kind that custody signs.</summary>
    DynamicFee = 2,
}
