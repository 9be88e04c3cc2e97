using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Recovery;

namespace Strongroom.Cli.Recovery;

/// <summary>
/// The account that pays for the gas of others: one top-up after the other, each in a block before the next.
/// </summary>
internal sealed class GasTank(DescriptorAccount account, Sender sender, AssetId native) : IDisposable
{
    private const ulong PlainTransferGas = 21_000;

    private readonly SemaphoreSlim turn = new(1);
    private bool isSettled;

    internal DescriptorAccount Account => account;

    /// <summary>False when the tank holds too little, or the chain does not take the transaction.</summary>
    internal async Task<bool> TopUpAsync(DescriptorAccount payee, UInt256 wei, CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            isSettled = isSettled || await sender.SettleAsync(account, stop);
            if (!isSettled) return false;
            // An earlier run's top-up may have arrived just now.
            UInt256 held = await sender.Node.BalanceAsync(payee.Address, native, stop);
            if (held >= wei) return true;
            FeeMarket market = await sender.Node.MarketAsync(stop);
            UInt256 price = SweepPrice.OfTransfer(market);
            UInt256 amount = wei - held;
            UInt256 balance = await sender.Node.BalanceAsync(account.Address, native, stop);
            if (balance < amount + (price * PlainTransferGas)) return false;
            EthereumTransaction transaction = new()
            {
                Kind = TransactionKind.DynamicFee,
                ChainNumber = AccountSweep.NumberOf(account),
                Nonce = await sender.Node.NonceAsync(account.Address, stop),
                MaxPriorityFeePerGas = market.PriorityFeePerGas,
                MaxFeePerGas = price,
                GasLimit = PlainTransferGas,
                To = payee.Address,
                Value = amount,
            };
            isSettled = await sender.SendAsync(
                account, (SentTransaction.TopUp, native, new Amount(amount)), transaction, stop);
            return isSettled;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
