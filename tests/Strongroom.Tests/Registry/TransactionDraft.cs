using Strongroom.Assets;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Tests.Registry;

/// <summary>An EIP-1559 transaction to be changed before it is encoded: what a compromised Server would do.</summary>
internal sealed class TransactionDraft
{
    internal ulong ChainNumber { get; set; }

    internal ulong Nonce { get; set; }

    internal EthereumAddress To { get; set; }

    internal UInt256 Value { get; set; }

    internal byte[] CallData { get; set; } = [];

    internal ulong GasLimit { get; set; } = 21_000;

    internal ulong MaxFeePerGas { get; set; }

    internal byte[] Encode() => new EthereumTransaction
    {
        Kind = TransactionKind.DynamicFee,
        ChainNumber = ChainNumber,
        Nonce = Nonce,
        MaxPriorityFeePerGas = 1,
        MaxFeePerGas = MaxFeePerGas,
        GasLimit = GasLimit,
        To = To,
        Value = Value,
        CallData = CallData,
    }.EncodeUnsigned();
}
