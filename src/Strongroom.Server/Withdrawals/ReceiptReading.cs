using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Server.Chains.Ethereum;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Withdrawals;

/// <summary>
/// What a mined transaction did. Success of the transaction is not success of a token transfer: some tokens
/// return false and move nothing, some take a part of it. Only the exact Transfer log confirms.
/// </summary>
internal static class ReceiptReading
{
    internal static ChainOutcome Judge(MovementRow movement, NodeReceipt receipt)
    {
        byte[] hash = receipt.TransactionHash.ToBytes();
        if (!receipt.IsSuccess)
        {
            return new ChainOutcome(WithdrawalState.Failed, hash, Amount.Zero, receipt.Fee, new Refusal(
                WithdrawalsRefusal.NotExecuted, "The chain did not carry the transaction out."));
        }

        if (!movement.Asset.TryGetErc20(out EthereumAddress token))
            return new ChainOutcome(WithdrawalState.Confirmed, hash, movement.Amount, receipt.Fee, null);
        Amount left = Amount.Zero;
        int count = 0;
        bool isExact = false;
        foreach (NodeLog log in receipt.Logs)
        {
            if (log.Address != token) continue;
            if (!Erc20TransferLog.TryParse(log.ToLog(), out Erc20TransferLog? transfer, out _)) continue;
            if (transfer.From != movement.From) continue;
            count++;
            isExact = transfer.To == movement.To && transfer.Amount == movement.Amount;
            if (!Amount.TryAdd(left, transfer.Amount, out left)) left = movement.Amount;
        }

        if (isExact && count == 1)
            return new ChainOutcome(WithdrawalState.Confirmed, hash, movement.Amount, receipt.Fee, null);
        Refusal reason = count == 0
            ? new Refusal(WithdrawalsRefusal.NothingMoved, "The token reported no transfer at all.")
            : new Refusal(
                WithdrawalsRefusal.FeeTakingToken, "The token moved another amount than was asked for.");
        Amount moved = left < movement.Amount ? left : movement.Amount;
        return new ChainOutcome(WithdrawalState.Failed, hash, moved, receipt.Fee, reason);
    }
}
