using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// What every node checks of a transaction before it looks at any state (yellow paper, 6.2; EIP-1559,
/// EIP-2681, EIP-3860): a transaction that fails here can never be mined, so nobody should be asked to
/// approve it.
/// </summary>
public static class TransactionRules
{
    /// <summary>EIP-3860: twice the contract size limit of EIP-170.</summary>
    public const int InitCodeBytesMax = 2 * 24_576;

    /// <summary>EIP-2681: a nonce of 2^64 - 1 could not be followed by another.</summary>
    public const ulong NonceMax = ulong.MaxValue - 1;

    // Gas prices of the Cancun fork: EIP-2 (creation), EIP-2028 (data), EIP-2930 (access list), EIP-3860
    // (words).
    private const ulong BaseGas = 21_000;
    private const ulong CreationGas = 32_000;
    private const ulong ZeroByteGas = 4;
    private const ulong ByteGas = 16;
    private const ulong AccessAddressGas = 2_400;
    private const ulong AccessKeyGas = 1_900;
    private const ulong InitCodeWordGas = 2;

    public static bool TryCheck(EthereumTransaction transaction, [NotNullWhen(false)] out Refusal? refusal)
    {
        refusal = null;
        if (transaction.Nonce > NonceMax)
        {
            refusal = new Refusal(
                ChainRefusal.TransactionNonce, "The nonce is above the last usable one.", "nonce",
                $"≤ {NonceMax}");
        }
        else if (transaction.MaxPriorityFeePerGas > transaction.MaxFeePerGas)
        {
            refusal = new Refusal(
                ChainRefusal.TransactionFees,
                "The priority fee is above the whole fee per gas.",
                "maxPriorityFeePerGas",
                "at most maxFeePerGas");
        }
        else if (!transaction.TryFeeMax(out _))
        {
            refusal = new Refusal(
                ChainRefusal.TransactionFees,
                "Gas limit times fee per gas does not fit 256 bits.",
                "maxFeePerGas",
                "a product of at most 2^256 - 1");
        }
        else if (transaction.To is null && transaction.CallData.Length > InitCodeBytesMax)
        {
            refusal = new Refusal(
                ChainRefusal.TransactionInitCode, "The init code is too long.", "data",
                $"≤ {InitCodeBytesMax} bytes");
        }
        else if (transaction.GasLimit < IntrinsicGas(transaction))
        {
            refusal = new Refusal(
                ChainRefusal.TransactionGas,
                "The gas limit is below what the transaction costs before it runs.",
                "gasLimit",
                $"at least {IntrinsicGas(transaction)}");
        }

        return refusal is null;
    }

    /// <summary>The gas that is spent before any code runs.</summary>
    public static ulong IntrinsicGas(EthereumTransaction transaction)
    {
        ulong gas = BaseGas;
        foreach (byte value in transaction.CallData.Span) gas += value == 0 ? ZeroByteGas : ByteGas;
        foreach (AccessListEntry entry in transaction.AccessList)
            gas += AccessAddressGas + (AccessKeyGas * (ulong)entry.StorageKeys.Count);
        if (transaction.To is null)
            gas += CreationGas + (InitCodeWordGas * (((ulong)transaction.CallData.Length + 31) / 32));
        return gas;
    }
}
