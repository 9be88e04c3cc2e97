using System.Globalization;
using Strongroom.Assets;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Ledger;
using Strongroom.Server.Intents;
using Strongroom.Server.Ledger;
using Strongroom.Server.Storage;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Withdrawals;

/// <summary>
/// How a movement ends: state, ledger and intent in one transaction. The amount and the fee were held by two
/// pending transfers; a withdrawal that waited for a top-up goes on, or ends with it.
/// </summary>
internal sealed class Settlement
{
    private const string AmountReason = "amount";
    private const string FeeReason = "fee";

    private readonly MovementTable _movements;
    private readonly IntentTable _intents;

    public Settlement(MovementTable movements, IntentTable intents)
    {
        _movements = movements;
        _intents = intents;
    }

    /// <summary>The slots that a movement's transfers touch.</summary>
    internal static LedgerSlot[] SlotsOf(MovementRow row, LedgerSlot feeFrom) =>
        [LedgerSlot.Custody(row.Account, row.Asset), Destination(row), feeFrom, LedgerSlot.Fees(row.Native)];

    internal static LedgerDraft HoldAmount(MovementRow row) => new(
        LedgerSlot.Custody(row.Account, row.Asset), Destination(row), row.Amount, ReasonOf(row, AmountReason),
        row.Id);

    internal static LedgerDraft HoldFee(MovementRow row, LedgerSlot feeFrom) =>
        new(feeFrom, LedgerSlot.Fees(row.Native), row.FeeMax, ReasonOf(row, FeeReason), row.Id);

    /// <summary>The slot that the fee is held in; null while nothing was held yet.</summary>
    internal static async Task<LedgerSlot?> FindFeeSlotAsync(
        DbScope scope, MovementRow row, CancellationToken stop)
    {
        bool? isGas = await scope.Command("""
            SELECT a.kind = @gas FROM ledger_transfer t JOIN ledger_account a ON a.id = t.debit
            WHERE t.id = @id
            """).With("id", FeeId(row)).With("gas", LedgerSlot.GasKind)
            .FirstAsync(found => (bool?)found.GetBoolean(0), stop);
        return isGas switch
        {
            null => null,
            true => LedgerSlot.Gas(row.Account, row.Native),
            false => LedgerSlot.Custody(row.Account, row.Native),
        };
    }

    /// <summary>Ends a movement that was never signed; what was held is free again.</summary>
    internal async Task EndUnsignedAsync(
        DbScope scope, MovementRow row, WithdrawalState end, Refusal? reason, CancellationToken stop)
    {
        TransferState outcome = end == WithdrawalState.Expired ? TransferState.Expired : TransferState.Voided;
        await LedgerTable.EndAsync(scope, AmountId(row), outcome, stop);
        await LedgerTable.EndAsync(scope, FeeId(row), outcome, stop);
        await _movements.StepAsync(scope, row, end, reason, stop);
        await EndWaitingAsync(scope, row, stop);
    }

    /// <summary>Ends a movement by what the chain did: what moved of the amount, and the fee.</summary>
    internal async Task EndOnChainAsync(
        DbScope scope, MovementRow row, ChainOutcome outcome, CancellationToken stop)
    {
        Guid amount = AmountId(row);
        if (outcome.Moved.IsZero) await LedgerTable.EndAsync(scope, amount, TransferState.Voided, stop);
        else await LedgerTable.PostAsync(scope, amount, outcome.Moved, stop);
        Guid fee = FeeId(row);
        if (outcome.Fee.IsZero) await LedgerTable.EndAsync(scope, fee, TransferState.Voided, stop);
        else await LedgerTable.PostAsync(scope, fee, outcome.Fee, stop);
        await scope.Command("UPDATE movement SET fee = @fee, tx_hash = @hash WHERE id = @id")
            .WithMoney("fee", outcome.Fee.BaseUnits.ToBigInteger()).With("hash", outcome.TxHash)
            .With("id", row.Id)
            .RunOneAsync(stop);
        await _movements.StepAsync(scope, row, outcome.End, outcome.Reason, stop);
        IntentRow? intent = await IntentTable.LockAsync(scope, row.Digest, stop);
        await _intents.MoveAsync(scope, intent!, IntentState.Closed, null, stop);
        if (outcome.End == WithdrawalState.Confirmed) await ReleaseWaitingAsync(scope, row, stop);
        else await EndWaitingAsync(scope, row, stop);
    }

    /// <summary>
    /// Takes a refused movement up again that the Signer registered after all. Amount and fee are held anew,
    /// even if the account is short of them by now: the Signer can sign, so they are not free.
    /// </summary>
    internal async Task<MovementRow> TakeUpAsync(DbScope scope, MovementRow row, CancellationToken stop)
    {
        LedgerSlot feeFrom = await FindFeeSlotAsync(scope, row, stop)
            ?? LedgerSlot.Gas(row.Account, row.Native);
        MovementRow again = row with { Holds = row.Holds + 1 };
        // It waits for its top-up only while that one can still come.
        await scope.Command("""
            UPDATE movement m SET holds = @holds, waits_for = (SELECT t.id FROM movement t
                WHERE t.id = m.waits_for AND t.state IN
                ('Requested', 'AwaitingApproval', 'Approved', 'Signed', 'Broadcast'))
            WHERE m.id = @id
            """).With("holds", (long)again.Holds).With("id", row.Id).RunOneAsync(stop);
        await LedgerTable.LockAsync(scope, SlotsOf(again, feeFrom), stop);
        await LedgerTable.HoldAsync(scope, HoldAmount(again), stop);
        await LedgerTable.HoldAsync(scope, HoldFee(again, feeFrom), stop);
        return await _movements.StepAsync(scope, again, WithdrawalState.Approved, new Refusal(
            WithdrawalsRefusal.HeldAgain,
            "The Signer registered it after it was refused: amount and fee are held again."), stop);
    }

    // The ether has arrived: the waiting withdrawal holds its fee before anybody else can.
    private static async Task ReleaseWaitingAsync(DbScope scope, MovementRow topUp, CancellationToken stop)
    {
        foreach (MovementRow waiting in await LockWaitingAsync(scope, topUp, stop))
        {
            LedgerSlot gas = LedgerSlot.Gas(waiting.Account, waiting.Native);
            Refusal? refusal =
                await LedgerTable.OpenAsync(scope, HoldFee(waiting, gas), TransferState.Pending, stop);
            Invariant.Holds(refusal is null, refusal?.Code ?? "");
        }
    }

    private async Task EndWaitingAsync(DbScope scope, MovementRow topUp, CancellationToken stop)
    {
        Refusal reason = new(
            WithdrawalsRefusal.TopUpEnded, "The gas top-up that it waited for did not take place.");
        foreach (MovementRow waiting in await LockWaitingAsync(scope, topUp, stop))
        {
            await EndUnsignedAsync(scope, waiting, WithdrawalState.Refused, reason, stop);
            IntentRow? intent = await IntentTable.LockAsync(scope, waiting.Digest, stop);
            await _intents.MoveAsync(scope, intent!, IntentState.Refused, reason, stop);
        }
    }

    private static async Task<List<MovementRow>> LockWaitingAsync(
        DbScope scope, MovementRow topUp, CancellationToken stop)
    {
        if (!topUp.IsTopUp) return [];
        List<MovementRow> waiting = await scope.Command(
            $"SELECT {MovementRow.Columns} FROM movement WHERE waits_for = @id FOR UPDATE")
            .With("id", topUp.Id).ListAsync(MovementRow.Read, stop);
        return [.. waiting.Where(row => !WithdrawalLifecycle.IsEnd(row.State))];
    }

    private static LedgerSlot Destination(MovementRow row) => row.Kind switch
    {
        IntentKind.GasTopUp => LedgerSlot.Gas(row.ToAccount!.Value, row.Native),
        IntentKind.InternalMove => LedgerSlot.Custody(row.ToAccount!.Value, row.Asset),
        _ => LedgerSlot.Outside(row.Asset),
    };

    private static Guid AmountId(MovementRow row) => LedgerDraft.IdOf(row.Id, ReasonOf(row, AmountReason));

    private static Guid FeeId(MovementRow row) => LedgerDraft.IdOf(row.Id, ReasonOf(row, FeeReason));

    // What is held again gets transfers of its own: those that ended stay as they are.
    private static string ReasonOf(MovementRow row, string reason) =>
        row.Holds == 1 ? reason : string.Create(CultureInfo.InvariantCulture, $"{reason}-{row.Holds}");
}
