using Strongroom.Assets;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Recovery;

/// <summary>
/// What the transactions of a recovery offer for gas. A token's transfer offers room for a rising base fee
/// and gets back what it did not need. The remainder offers one price as both fees, so that exactly value
/// and fee leave the account and nothing stays.
/// </summary>
public static class SweepPrice
{
    // The base fee rises by an eighth a block at most (EIP-1559): a quarter lasts two full blocks.
    private const ulong RoomParts = 4;

    // Nodes replace a pending transaction when both fees rise by a tenth (geth PriceBump).
    private const ulong BumpParts = 8;

    public static UInt256 OfTransfer(FeeMarket market) =>
        market.BaseFeePerGas + market.BaseFeePerGas + market.PriorityFeePerGas;

    public static UInt256 OfRemainder(FeeMarket market) =>
        market.BaseFeePerGas + (market.BaseFeePerGas / RoomParts) + market.PriorityFeePerGas;

    /// <summary>Whether no block takes the transaction now.</summary>
    public static bool IsTooLow(EthereumTransaction transaction, FeeMarket market) =>
        transaction.MaxFeePerGas < market.BaseFeePerGas;

    /// <summary>
    /// The same call with the same nonce at a price of now; a remainder gets smaller by what it costs more.
    /// Null when nothing would be left of it.
    /// </summary>
    public static EthereumTransaction? Raise(
        EthereumTransaction transaction, FeeMarket market, bool isRemainder)
    {
        UInt256 whole = Larger(Bumped(transaction.MaxFeePerGas), OfRemainder(market));
        UInt256 priority = isRemainder
            ? whole
            : Larger(Bumped(transaction.MaxPriorityFeePerGas), market.PriorityFeePerGas);
        UInt256 value = transaction.Value;
        UInt256 more = (whole - transaction.MaxFeePerGas) * transaction.GasLimit;
        if (isRemainder && (!UInt256.TrySubtract(value, more, out value) || value.IsZero)) return null;
        return new EthereumTransaction
        {
            Kind = transaction.Kind,
            ChainNumber = transaction.ChainNumber,
            Nonce = transaction.Nonce,
            MaxPriorityFeePerGas = priority < whole ? priority : whole,
            MaxFeePerGas = whole,
            GasLimit = transaction.GasLimit,
            To = transaction.To,
            Value = value,
            CallData = transaction.CallData,
        };
    }

    private static UInt256 Bumped(UInt256 fee) => fee + (fee / BumpParts) + UInt256.One;

    private static UInt256 Larger(UInt256 left, UInt256 right) => left > right ? left : right;
}
