namespace Strongroom.Chains;

/// <summary>The refusals of this room as values, where more than one place gives the same one.</summary>
internal static class ChainRefusals
{
    internal static Refusal Id() => new(
        ChainRefusal.IdMalformed,
        "A chain id is a CAIP-2 identifier.",
        "chain",
        "namespace:reference; for eip155 a number from 1 to 2^64 - 1 without leading zeros");

    internal static Refusal Address() => new(
        ChainRefusal.AddressMalformed,
        "An Ethereum address is 0x and 40 hexadecimal digits.",
        "address",
        "20 bytes in EIP-55 casing");

    internal static Refusal Checksum() => new(
        ChainRefusal.AddressChecksum,
        "The casing of the address is not its EIP-55 checksum: a letter may be mistyped.",
        "address",
        "20 bytes in EIP-55 casing");

    internal static Refusal ZeroAddress(string field) => new(
        ChainRefusal.AddressZero,
        "The zero address belongs to nobody: what is sent there is lost.",
        field,
        "any other address");

    internal static Refusal Rlp(string field) => new(
        ChainRefusal.RlpMalformed,
        "The bytes are not canonical RLP of the expected shape.",
        field,
        "shortest lengths, integers without leading zeros, no trailing bytes");

    internal static Refusal Signature(string field) => new(
        ChainRefusal.SignatureMalformed,
        "The signature is not one that recovers to a sender.",
        field,
        "r and s from 1 to n - 1, v for the type and chain");

    internal static Refusal Abi(string message) =>
        new(ChainRefusal.AbiMalformed, message, null, "canonical ABI encoding of exactly these types");

    internal static Refusal TypedMessage(string message, string? field = null) =>
        new(ChainRefusal.TypedMessageMalformed, message, field,
            "EIP-712 JSON: types, primaryType, domain, message");
}
