namespace Strongroom.Chains.Ethereum;

/// <summary>The families of Solidity ABI types.</summary>
public enum AbiKind
{
    UnsignedInteger,
    SignedInteger,
    Address,
    Flag,
    FixedBytes,
    Bytes,
    Text,
    Tuple,
    Array,
}
