using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Ledger;
using Strongroom.Server.Audit;
using Strongroom.Server.Chains.Ethereum;
using Strongroom.Server.Ledger;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Deposits;

/// <summary>
/// Deposits in the database: seen (a pending transfer), credited (posted), or orphaned by a reorganisation.
/// Each is known by (chain, transaction, part, position) and so is credited once.
/// </summary>
internal sealed class DepositTable
{
    private const string Reason = "deposit";
    private const string Reversal = "deposit-reversal";
    private const int BatchMax = 200;

    private readonly ActivityLog _activity;

    public DepositTable(ActivityLog activity) => _activity = activity;

    /// <summary>Stores what of a block arrived at our addresses, found by index, never by a scan.</summary>
    internal async Task StoreAsync(
        DbScope scope, string chain, NodeBlock<Hash32> block, List<SeenTransfer> seen, CancellationToken stop)
    {
        Dictionary<string, Guid> accounts = await FindAccountsAsync(scope, chain, seen, stop);
        if (accounts.Count == 0) return;
        HashSet<Hash32> own = await FindOwnAsync(scope, chain, seen, stop);
        List<(SeenTransfer Transfer, Guid Account)> ours = [.. seen
            .Where(transfer => accounts.ContainsKey(transfer.To.ToString()) && !own.Contains(transfer.TxHash))
            .Select(transfer => (transfer, accounts[transfer.To.ToString()]))];
        await LedgerTable.LockAsync(scope, [.. ours.SelectMany(entry => (LedgerSlot[])[
            LedgerSlot.Outside(entry.Transfer.Asset), LedgerSlot.Custody(
                entry.Account, entry.Transfer.Asset)])], stop);
        foreach ((SeenTransfer transfer, Guid account) in ours)
            await StoreOneAsync(scope, chain, block, transfer, account, stop);
    }

    /// <summary>Credits deposits in blocks up to this height; the number credited.</summary>
    internal async Task<int> CreditAsync(DbScope scope, string chain, long deep, CancellationToken stop)
    {
        List<DepositRow> due = await scope.Command($"""
            SELECT {DepositRow.Columns} FROM deposit WHERE chain = @chain AND height <= @deep AND state = 'seen'
            ORDER BY height, id LIMIT @max FOR UPDATE
            """).With("chain", chain).With("deep", deep).With("max", BatchMax).ListAsync(DepositRow.Read, stop);
        await LockAsync(scope, due, stop);
        foreach (DepositRow row in due)
        {
            await LedgerTable.PostAsync(scope, LedgerDraft.IdOf(row.Id, Reason), row.Amount, stop);
            await MoveAsync(scope, row, "credited", stop);
        }

        return due.Count;
    }

    /// <summary>
    /// Takes back what was seen above the common ancestor; a credited one by a reversing transfer.
    /// </summary>
    internal async Task OrphanAsync(DbScope scope, string chain, long ancestor, CancellationToken stop)
    {
        List<DepositRow> lost = await scope.Command($"""
            SELECT {DepositRow.Columns} FROM deposit WHERE chain = @chain AND height > @ancestor
                AND state <> 'orphaned' ORDER BY height, id FOR UPDATE
            """).With("chain", chain).With("ancestor", ancestor).ListAsync(DepositRow.Read, stop);
        await LockAsync(scope, lost, stop);
        foreach (DepositRow row in lost)
        {
            if (row.State == "credited")
            {
                LedgerDraft reversal = new(
                    LedgerSlot.Custody(row.Account, row.Asset), LedgerSlot.Outside(row.Asset), row.Amount,
                    Reversal, row.Id);
                // Final by our own rule and gone nevertheless: the account may well be short now, and the
                // next reconciliation says so.
                await LedgerTable.ForceAsync(scope, reversal, stop);
            }
            else
            {
                await LedgerTable.EndAsync(
                    scope, LedgerDraft.IdOf(row.Id, Reason), TransferState.Voided, stop);
            }

            await MoveAsync(scope, row, "orphaned", stop);
        }
    }

    private async Task StoreOneAsync(
        DbScope scope, string chain, NodeBlock<Hash32> block, SeenTransfer transfer, Guid account,
        CancellationToken stop)
    {
        Guid id = NewId.At(TimeProvider.System.GetUtcNow());
        int stored = await scope.Command("""
            INSERT INTO deposit (id, chain, tx_hash, part, position, block_hash, height, account, asset, amount,
                from_address, state, created_at, changed_at)
            VALUES (@id, @chain, @tx_hash, @part, @position, @block_hash, @height, @account, @asset, @amount,
                @from, 'seen', now(), now())
            ON CONFLICT DO NOTHING
            """).With("id", id).With("chain", chain).With("tx_hash", transfer.TxHash.ToBytes())
            .With("part", transfer.Part).With("position", transfer.Position)
            .With("block_hash", block.Hash.ToBytes()).With("height", (long)block.Number)
            .With("account", account).With("asset", transfer.Asset.ToString())
            .WithMoney("amount", transfer.Amount.BaseUnits.ToBigInteger())
            .With("from", transfer.From.ToString())
            .RunAsync(stop);
        if (stored == 0) return;
        LedgerDraft draft = new(
            LedgerSlot.Outside(transfer.Asset), LedgerSlot.Custody(account, transfer.Asset), transfer.Amount,
            Reason, id);
        Refusal? refusal = await LedgerTable.OpenAsync(scope, draft, TransferState.Pending, stop);
        // A token may claim to have moved more than 256 bits in sum: nobody is credited for that.
        if (refusal is not null) throw new StorageException(refusal.ToString());
        await _activity.AppendAsync(scope, ActivityLog.Server, "deposit-seen", CanonicalObject.Of(
            ("deposit", id.ToString("D")), ("chain", chain), ("transaction", transfer.TxHash.ToString()),
            ("asset", transfer.Asset.ToString()), ("amount", transfer.Amount.ToString()),
            ("account", account.ToString("D"))), stop);
    }

    private async Task MoveAsync(DbScope scope, DepositRow row, string state, CancellationToken stop)
    {
        await scope.Command("UPDATE deposit SET state = @state, changed_at = now() WHERE id = @id")
            .With("state", state).With("id", row.Id).RunOneAsync(stop);
        await _activity.AppendAsync(scope, ActivityLog.Server, "deposit-" + state, CanonicalObject.Of(
            ("deposit", row.Id.ToString("D"))), stop);
    }

    private static Task LockAsync(DbScope scope, List<DepositRow> rows, CancellationToken stop) =>
        LedgerTable.LockAsync(scope, [.. rows.SelectMany(row => (LedgerSlot[])[
            LedgerSlot.Outside(row.Asset), LedgerSlot.Custody(row.Account, row.Asset)])], stop);

    private static async Task<Dictionary<string, Guid>> FindAccountsAsync(
        DbScope scope, string chain, List<SeenTransfer> seen, CancellationToken stop)
    {
        string[] addresses =
            [.. seen.Select(transfer => transfer.To.ToString()).Distinct(StringComparer.Ordinal)];
        List<(string Address, Guid Id)> found = await scope.Command(
            "SELECT address, id FROM account WHERE chain = @chain AND address = ANY(@addresses)")
            .With("chain", chain).With("addresses", addresses)
            .ListAsync(row => (row.GetString(0), row.GetGuid(1)), stop);
        return found.ToDictionary(entry => entry.Address, entry => entry.Id, StringComparer.Ordinal);
    }

    // What the house sent to a client's account as gas, or a client from one account to another, is in the
    // ledger already, as a movement.
    private static async Task<HashSet<Hash32>> FindOwnAsync(
        DbScope scope, string chain, List<SeenTransfer> seen, CancellationToken stop)
    {
        byte[][] hashes =
            [.. seen.Select(transfer => transfer.TxHash).Distinct().Select(hash => hash.ToBytes())];
        List<Hash32> own = await scope.Command("""
            SELECT t.hash FROM chain_transaction t JOIN movement m ON m.id = t.movement
            WHERE t.chain = @chain AND t.hash = ANY(@hashes) AND m.kind IN ('gas-top-up', 'internal-move')
            """).With("chain", chain).With("hashes", hashes)
            .ListAsync(row => Hash32.FromBytes(row.GetBytes(0)), stop);
        return [.. own];
    }
}
