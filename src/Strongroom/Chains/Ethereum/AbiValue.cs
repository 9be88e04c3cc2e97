using System.Numerics;

namespace Strongroom.Chains.Ethereum;

/// <summary>A value of an <see cref="AbiType"/>; a closed choice.</summary>
public abstract record AbiValue
{
    private AbiValue() { }

    /// <summary>Of uintN and intN.</summary>
    public sealed record Number(BigInteger Value) : AbiValue;

    /// <summary>Of bool.</summary>
    public sealed record Flag(bool Value) : AbiValue;

    /// <summary>Of address.</summary>
    public sealed record Account(EthereumAddress Value) : AbiValue;

    /// <summary>Of bytesN and bytes.</summary>
    public sealed record Octets(ReadOnlyMemory<byte> Value) : AbiValue;

    /// <summary>Of string.</summary>
    public sealed record Text(string Value) : AbiValue;

    /// <summary>Of arrays and tuples.</summary>
    public sealed record Sequence(IReadOnlyList<AbiValue> Items) : AbiValue;
}
