using Strongroom.Assets;
using Strongroom.Ledger;
using Strongroom.Server.Ledger;
using Strongroom.Server.Storage;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Withdrawals;

/// <summary>
/// What a replacing movement holds. Both movements hold in full until the chain has chosen, because either
/// may be the one that is mined; the replacing one may use what the replaced one holds of the same accounts.
/// </summary>
internal static class ReplacementHold
{
    internal static async Task<Refusal?> OpenAsync(
        DbScope scope, Guid replacedId, MovementRow row, LedgerSlot feeFrom, CancellationToken stop)
    {
        MovementRow? replaced = await MovementTable.LockAsync(scope, replacedId, stop);
        if (replaced is null || !WithdrawalLifecycle.IsSigned(replaced.State)) return NotReplaceable();
        LedgerDraft[] wanted = [Settlement.HoldAmount(row), Settlement.HoldFee(row, feeFrom)];
        LedgerDraft[] held = [Settlement.HoldAmount(replaced), Settlement.HoldFee(replaced, feeFrom)];
        foreach (LedgerSlot slot in wanted.Select(draft => draft.Debit).Distinct())
        {
            LedgerAccount account = await LedgerTable.ReadAsync(scope, slot, stop);
            bool fits = TrySum(held, slot, account.Available, out Amount free)
                & TrySum(wanted, slot, Amount.Zero, out Amount asked);
            if (!fits || asked > free) return MovementIntake.BalanceTooLow();
        }

        foreach (LedgerDraft draft in wanted) await LedgerTable.HoldAsync(scope, draft, stop);
        return null;
    }

    internal static Refusal NotReplaceable() => new(
        WithdrawalsRefusal.NotReplaceable, "The movement to be replaced holds no nonce.", "replaces",
        "a movement of this client and asset that is signed and not yet confirmed");

    private static bool TrySum(LedgerDraft[] drafts, LedgerSlot slot, Amount start, out Amount sum)
    {
        sum = start;
        foreach (LedgerDraft draft in drafts)
        {
            if (draft.Debit == slot && !Amount.TryAdd(sum, draft.Amount, out sum)) return false;
        }

        return true;
    }
}
