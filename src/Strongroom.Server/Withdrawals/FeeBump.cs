using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Server.Withdrawals;

/// <summary>
/// The same call and nonce with fees that nodes accept as a replacement, under the same cap.
/// </summary>
internal static class FeeBump
{
    /// <summary>Transactions that one movement may have; after them it only waits.</summary>
    internal const int TransactionsMax = 16;

    /// <summary>How long a transaction may wait before it gets a higher fee.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    internal static bool TryMake(
        EthereumTransaction stuck,
        FeeMarket market,
        Amount cap,
        [NotNullWhen(true)] out EthereumTransaction? replacement)
    {
        replacement = null;
        if (!FeeProposal.TryMake(stuck.GasLimit, Above(stuck, market), cap, out FeeProposal? fees, out _))
            return false;
        replacement = new EthereumTransaction
        {
            Kind = stuck.Kind,
            ChainNumber = stuck.ChainNumber,
            Nonce = stuck.Nonce,
            MaxPriorityFeePerGas = fees.MaxPriorityFeePerGas,
            MaxFeePerGas = fees.MaxFeePerGas,
            GasLimit = stuck.GasLimit,
            To = stuck.To,
            Value = stuck.Value,
            CallData = stuck.CallData,
        };
        return true;
    }

    /// <summary>What must be offered so that nodes drop the stuck transaction for another one.</summary>
    internal static FeeMarket Above(EthereumTransaction stuck, FeeMarket market)
    {
        UInt256 priority = Larger(Raise(stuck.MaxPriorityFeePerGas), market.PriorityFeePerGas);
        UInt256 floor = Raise(stuck.MaxFeePerGas);
        UInt256 raised = floor > priority ? floor - priority : UInt256.Zero;
        return new FeeMarket(Larger(raised, market.BaseFeePerGas), priority);
    }

    // Nodes replace a pending transaction only when both fees rise by a tenth (geth PriceBump).
    private static UInt256 Raise(UInt256 fee) => ((fee * 110) / 100) + 1;

    private static UInt256 Larger(UInt256 left, UInt256 right) => left > right ? left : right;
}
