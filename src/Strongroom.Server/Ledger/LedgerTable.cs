using Npgsql;
using Strongroom.Assets;
using Strongroom.Cryptography;
using Strongroom.Ledger;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Ledger;

/// <summary>
/// Writes what <see cref="LedgerRules"/> decides. Both accounts are locked while it decides, always in the
/// order of their ids; whoever opens several transfers at once locks all their slots first.
/// </summary>
internal static class LedgerTable
{
    private const string Columns =
        "id, asset, owner IS NULL, debits_pending, debits_posted, credits_pending, credits_posted";

    /// <summary>
    /// Makes the accounts that do not exist yet and locks all of them until the scope ends.
    /// </summary>
    internal static async Task LockAsync(
        DbScope scope, IReadOnlyList<LedgerSlot> slots, CancellationToken stop)
    {
        List<Guid> ids = [];
        foreach (LedgerSlot slot in slots.Distinct()) ids.Add(await FindOrMakeAsync(scope, slot, stop));
        await LockAsync(scope, [.. ids], stop);
    }

    /// <summary>Opens a transfer once; the same draft again changes nothing.</summary>
    internal static Task<Refusal?> OpenAsync(
        DbScope scope, LedgerDraft draft, TransferState state, CancellationToken stop) =>
        OpenAsync(scope, draft, state, mayOverdraw: false, stop);

    /// <summary>
    /// Posts a transfer that the chain has made a fact, even if the account is short by it.
    /// </summary>
    internal static async Task ForceAsync(DbScope scope, LedgerDraft draft, CancellationToken stop)
    {
        Refusal? refusal = await OpenAsync(scope, draft, TransferState.Posted, mayOverdraw: true, stop);
        Invariant.Holds(refusal is null, refusal?.Code ?? "");
    }

    /// <summary>
    /// Opens a pending transfer even if the account is short by it: what can still be signed is not free.
    /// </summary>
    internal static async Task HoldAsync(DbScope scope, LedgerDraft draft, CancellationToken stop)
    {
        Refusal? refusal = await OpenAsync(scope, draft, TransferState.Pending, mayOverdraw: true, stop);
        Invariant.Holds(refusal is null, refusal?.Code ?? "");
    }

    private static async Task<Refusal?> OpenAsync(
        DbScope scope, LedgerDraft draft, TransferState state, bool mayOverdraw, CancellationToken stop)
    {
        Guid debit = await FindOrMakeAsync(scope, draft.Debit, stop);
        Guid credit = await FindOrMakeAsync(scope, draft.Credit, stop);
        Dictionary<Guid, LedgerAccount> locked = await LockAsync(scope, [debit, credit], stop);
        if (await ExistsAsync(scope, draft.Id, stop)) return null;
        LedgerTransfer transfer = new(draft.Id, debit, credit, draft.Debit.Asset, draft.Amount);
        LedgerAccount payer = mayOverdraw ? locked[debit] with { MayOverdraw = true } : locked[debit];
        LedgerEntry entry = new(transfer, payer, locked[credit]);
        if (!LedgerRules.TryOpen(entry, state, out LedgerEntry? opened, out Refusal? refusal)) return refusal;
        await scope.Command("""
            INSERT INTO ledger_transfer (id, debit, credit, amount, reason, subject, created_at)
            VALUES (@id, @debit, @credit, @amount, @reason, @subject, now())
            """).With("id", draft.Id).With("debit", debit).With("credit", credit)
            .WithMoney("amount", draft.Amount.BaseUnits.ToBigInteger()).With("reason", draft.Reason)
            .With("subject", draft.Subject).RunOneAsync(stop);
        if (state == TransferState.Posted) await WriteOutcomeAsync(scope, opened.Transfer, stop);
        await WriteSumsAsync(scope, opened, stop);
        return null;
    }

    /// <summary>Posts a pending transfer with at most its amount; one that has ended is left alone.</summary>
    internal static async Task PostAsync(DbScope scope, Guid transfer, Amount amount, CancellationToken stop)
    {
        LedgerEntry? entry = await LoadPendingAsync(scope, transfer, stop);
        if (entry is null) return;
        bool isPosted = LedgerRules.TryPost(entry, amount, out LedgerEntry? posted, out _);
        Invariant.Holds(isPosted);
        await WriteOutcomeAsync(scope, posted!.Transfer, stop);
        await WriteSumsAsync(scope, posted, stop);
    }

    /// <summary>Voids or expires a pending transfer; one that has ended is left alone.</summary>
    internal static async Task EndAsync(
        DbScope scope, Guid transfer, TransferState state, CancellationToken stop)
    {
        LedgerEntry? entry = await LoadPendingAsync(scope, transfer, stop);
        if (entry is null) return;
        bool hasEnded = LedgerRules.TryEnd(entry, state, out LedgerEntry? ended, out _);
        Invariant.Holds(hasEnded);
        await WriteOutcomeAsync(scope, ended!.Transfer, stop);
        await WriteSumsAsync(scope, ended, stop);
    }

    internal static async Task<LedgerAccount> ReadAsync(
        DbScope scope, LedgerSlot slot, CancellationToken stop)
    {
        Guid id = await FindOrMakeAsync(scope, slot, stop);
        return (await LockAsync(scope, [id], stop))[id];
    }

    private static async Task<Guid> FindOrMakeAsync(DbScope scope, LedgerSlot slot, CancellationToken stop)
    {
        await scope.Command("""
            INSERT INTO ledger_account (id, owner, asset, kind) VALUES (@id, @owner, @asset, @kind)
            ON CONFLICT DO NOTHING
            """).With("id", NewId.At(TimeProvider.System.GetUtcNow()))
            .With("owner", slot.Owner).With("asset", slot.Asset.ToString())
            .With("kind", slot.Kind).RunAsync(stop);
        string where = slot.Owner is null ? "owner IS NULL" : "owner = @owner";
        return await scope.Command(
            $"SELECT id FROM ledger_account WHERE {where} AND asset = @asset AND kind = @kind")
            .With("owner", slot.Owner).With("asset", slot.Asset.ToString()).With("kind", slot.Kind)
            .FirstAsync(row => row.GetGuid(0), stop);
    }

    private static async Task<Dictionary<Guid, LedgerAccount>> LockAsync(
        DbScope scope, Guid[] ids, CancellationToken stop)
    {
        List<LedgerAccount> rows = await scope.Command(
            $"SELECT {Columns} FROM ledger_account WHERE id = ANY(@ids) ORDER BY id FOR UPDATE")
            .With("ids", ids).ListAsync(ReadAccount, stop);
        return rows.ToDictionary(account => account.Id);
    }

    private static Task<bool> ExistsAsync(DbScope scope, Guid id, CancellationToken stop) =>
        scope.Command("SELECT true FROM ledger_transfer WHERE id = @id").With("id", id)
            .FirstAsync(row => row.GetBoolean(0), stop);

    private static async Task<LedgerEntry?> LoadPendingAsync(DbScope scope, Guid id, CancellationToken stop)
    {
        LedgerTransfer? transfer = await scope.Command("""
            SELECT t.id, t.debit, t.credit, a.asset, t.amount
            FROM ledger_transfer t JOIN ledger_account a ON a.id = t.debit WHERE t.id = @id
            """).With("id", id).FirstAsync(row => new LedgerTransfer(
                row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetAsset(3), row.GetAmount(4)), stop);
        if (transfer is null) return null;
        Dictionary<Guid, LedgerAccount> locked =
            await LockAsync(scope, [transfer.Debit, transfer.Credit], stop);
        // Looked at under the lock: two jobs may end one transfer at once, and only the first does.
        bool hasEnded = await scope.Command("SELECT true FROM ledger_outcome WHERE transfer = @id")
            .With("id", id).FirstAsync(row => row.GetBoolean(0), stop);
        return hasEnded ? null : new LedgerEntry(transfer, locked[transfer.Debit], locked[transfer.Credit]);
    }

    private static Task WriteOutcomeAsync(DbScope scope, LedgerTransfer transfer, CancellationToken stop)
    {
        bool isPosted = transfer.State == TransferState.Posted;
        Amount amount = isPosted ? transfer.Amount : Amount.Zero;
        return scope.Command("""
            INSERT INTO ledger_outcome (transfer, outcome, amount, created_at) VALUES (@id, @outcome, @amount, now())
            """).With("id", transfer.Id).With("outcome", NameOf(transfer.State))
            .WithMoney("amount", amount.BaseUnits.ToBigInteger()).RunOneAsync(stop);
    }

    private static async Task WriteSumsAsync(DbScope scope, LedgerEntry entry, CancellationToken stop)
    {
        foreach (LedgerAccount account in (LedgerAccount[])[entry.Debit, entry.Credit])
        {
            await scope.Command("""
                UPDATE ledger_account SET debits_pending = @debits_pending, debits_posted = @debits_posted,
                    credits_pending = @credits_pending, credits_posted = @credits_posted WHERE id = @id
                """).WithMoney("debits_pending", account.DebitsPending.BaseUnits.ToBigInteger())
                .WithMoney("debits_posted", account.DebitsPosted.BaseUnits.ToBigInteger())
                .WithMoney("credits_pending", account.CreditsPending.BaseUnits.ToBigInteger())
                .WithMoney("credits_posted", account.CreditsPosted.BaseUnits.ToBigInteger())
                .With("id", account.Id).RunOneAsync(stop);
        }
    }

    private static LedgerAccount ReadAccount(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetAsset(1), MayOverdraw: row.GetBoolean(2))
        {
            DebitsPending = row.GetAmount(3),
            DebitsPosted = row.GetAmount(4),
            CreditsPending = row.GetAmount(5),
            CreditsPosted = row.GetAmount(6),
        };

    private static string NameOf(TransferState state) => state switch
    {
        TransferState.Posted => "posted",
        TransferState.Voided => "voided",
        TransferState.Expired => "expired",
        _ => throw new InvariantException("a pending transfer has no outcome"),
    };
}
