using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// EIP-1559 fees under a total cap: gas limit × max fee per gas never exceeds it. The aim is twice the base
/// fee plus the priority fee (the base fee can double in six full blocks); a smaller cap lowers the aim, and
/// a cap below what the next block asks for is refused.
/// </summary>
public sealed record FeeProposal
{
    // Nodes replace a pending transaction only when both fees rise by a tenth (geth PriceBump).
    private const ulong BumpPercent = 10;

    private FeeProposal(ulong gasLimit, UInt256 maxPriorityFeePerGas, UInt256 maxFeePerGas)
    {
        GasLimit = gasLimit;
        MaxPriorityFeePerGas = maxPriorityFeePerGas;
        MaxFeePerGas = maxFeePerGas;
    }

    public ulong GasLimit { get; }

    public UInt256 MaxPriorityFeePerGas { get; }

    public UInt256 MaxFeePerGas { get; }

    /// <summary>The most that it can cost: gas limit × max fee per gas.</summary>
    public Amount TotalMax => new(MaxFeePerGas * GasLimit);

    public static bool TryMake(
        ulong gasLimit,
        FeeMarket market,
        Amount cap,
        [NotNullWhen(true)] out FeeProposal? proposal,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        ArgumentOutOfRangeException.ThrowIfZero(gasLimit);
        proposal = null;
        UInt256 needed = Sum(market.BaseFeePerGas, market.PriorityFeePerGas);
        UInt256 affordable = cap.BaseUnits / gasLimit;
        if (affordable < needed)
        {
            refusal = AboveCap(gasLimit);
            return false;
        }

        UInt256 aim = Sum(needed, market.BaseFeePerGas);
        UInt256 maxFee = aim < affordable ? aim : affordable;
        proposal = new FeeProposal(gasLimit, market.PriorityFeePerGas, maxFee);
        refusal = null;
        return true;
    }

    /// <summary>Both fees raised by a tenth at least and to the market of now; the same cap holds.</summary>
    public bool TryReplace(
        FeeMarket market,
        Amount cap,
        [NotNullWhen(true)] out FeeProposal? replacement,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        replacement = null;
        UInt256 priority = Larger(Bump(MaxPriorityFeePerGas), market.PriorityFeePerGas);
        UInt256 floor = Larger(Bump(MaxFeePerGas), Sum(market.BaseFeePerGas, priority));
        UInt256 affordable = cap.BaseUnits / GasLimit;
        if (affordable < floor)
        {
            refusal = AboveCap(GasLimit);
            return false;
        }

        UInt256 aim = Larger(floor, Sum(Sum(market.BaseFeePerGas, market.BaseFeePerGas), priority));
        replacement = new FeeProposal(GasLimit, priority, aim < affordable ? aim : affordable);
        refusal = null;
        return true;
    }

    // A lying node may name any fee: what does not fit is above every cap.
    private static UInt256 Sum(UInt256 left, UInt256 right) =>
        UInt256.TryAdd(left, right, out UInt256 sum) ? sum : UInt256.MaxValue;

    private static UInt256 Bump(UInt256 fee) => Sum(Sum(fee, fee / (100 / BumpPercent)), UInt256.One);

    private static UInt256 Larger(UInt256 left, UInt256 right) => left > right ? left : right;

    private static Refusal AboveCap(ulong gasLimit) => new(
        ChainRefusal.FeeAboveCap,
        "The fee that the chain asks for now is above the cap of the intent.",
        "feeCap",
        $"a cap of at least the fee per gas times {gasLimit}");
}
