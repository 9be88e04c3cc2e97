using Strongroom.Assets;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// The fields of a legacy (EIP-155), EIP-2930 or EIP-1559 transaction, without a signature. A kind without
/// its own priority fee has one gas price: it stands in <see cref="MaxFeePerGas"/>. Not compared by value:
/// two are the same transaction when their encodings are.
/// </summary>
public sealed class EthereumTransaction
{
    /// <summary>The largest transaction that nodes pass on (geth txMaxSize).</summary>
    public const int EncodedBytesMax = 128 * 1024;

    public required TransactionKind Kind { get; init; }

    /// <summary>
    /// The EIP-155 chain number; null only in a legacy transaction without replay protection.
    /// </summary>
    public required ulong? ChainNumber { get; init; }

    public required ulong Nonce { get; init; }

    /// <summary>Wei per gas for the proposer; zero where the kind has no such field.</summary>
    public UInt256 MaxPriorityFeePerGas { get; init; }

    /// <summary>Wei per gas in total; the gas price of the older kinds.</summary>
    public required UInt256 MaxFeePerGas { get; init; }

    public required ulong GasLimit { get; init; }

    /// <summary>The called account; null creates a contract.</summary>
    public required EthereumAddress? To { get; init; }

    /// <summary>Wei.</summary>
    public required UInt256 Value { get; init; }

    public ReadOnlyMemory<byte> CallData { get; init; }

    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <summary>The bytes whose Keccak-256 is signed.</summary>
    public byte[] EncodeUnsigned() => TransactionCodec.Encode(this, signature: null);

    public Hash32 SigningHash() => Hash32.Keccak(EncodeUnsigned());

    /// <summary>The bytes that a node takes ("raw transaction").</summary>
    public byte[] EncodeSigned(TransactionSignature signature) => TransactionCodec.Encode(this, signature);

    /// <summary>
    /// The most that this can cost in gas: gas limit × max fee per gas; false above 2^256 − 1.
    /// </summary>
    public bool TryFeeMax(out Amount fee)
    {
        bool fits = UInt256.TryMultiply(GasLimit, MaxFeePerGas, out UInt256 wei);
        fee = new Amount(wei);
        return fits;
    }
}
