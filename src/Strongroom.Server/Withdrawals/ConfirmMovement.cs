using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Server.Chains;
using Strongroom.Server.Chains.Ethereum;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Withdrawals;

/// <summary>
/// The job that watches (sender, nonce) until a transaction with it is n blocks deep: one of ours, judged by
/// its receipt and its exact Transfer log, or another one. A transaction that waits too long gets a higher
/// fee.
/// </summary>
internal sealed class ConfirmMovement
{
    internal const string Job = "confirm-movement";

    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(1);

    private readonly MovementDesk _desk;
    private readonly ChainView _chains;
    private readonly BroadcastMovement _broadcast;
    private readonly MovementSigner _signer;
    private readonly ILogger<ConfirmMovement> _log;

    public ConfirmMovement(
        MovementDesk desk, ChainView chains, BroadcastMovement broadcast, MovementSigner signer,
        ILogger<ConfirmMovement> log)
    {
        _desk = desk;
        _chains = chains;
        _broadcast = broadcast;
        _signer = signer;
        _log = log;
    }

    internal async Task<JobOutcome> RunAsync(string key, CancellationToken stop)
    {
        if (await _desk.OpenAsync(key, WithdrawalState.Broadcast, stop) is not { } open)
            return JobOutcome.Done;
        (MovementRow movement, List<TransactionRow> transactions) = open;
        if (!_chains.Registry.TryGet(out RegistryCopy? registry, out _)
            || !registry.Chains.TryGetValue(movement.Chain, out ChainTerms? terms))
            return JobOutcome.After(s_poll);
        NodeAnswer<EthereumNodes> connected = await _chains.Nodes.ConnectAsync(movement.Chain, stop);
        if (!connected.TryGet(out EthereumNodes? nodes, out _)) return JobOutcome.After(s_poll);
        ChainOutcome? outcome = await LookAsync(nodes, movement, transactions, terms.Confirmations, stop);
        if (outcome is null)
        {
            await PushAsync(nodes, movement, transactions, stop);
            return JobOutcome.After(s_poll);
        }

        await using DbScope scope = await _desk.Database.BeginAsync(stop);
        MovementRow? locked = await MovementTable.LockAsync(scope, movement.Id, stop);
        if (locked!.State != WithdrawalState.Broadcast) return JobOutcome.Done;
        await _desk.Settlement.EndOnChainAsync(scope, locked, outcome, stop);
        await scope.CommitAsync(stop);
        MovementLog.Ended(_log, movement.Id, outcome.End.ToString());
        return JobOutcome.Done;
    }

    // Null while nothing with this nonce is deep enough, or while the nodes do not agree.
    private static async Task<ChainOutcome?> LookAsync(
        EthereumNodes nodes, MovementRow movement, List<TransactionRow> transactions, int confirmations,
        CancellationToken stop)
    {
        if (!(await nodes.HeightAsync(stop)).TryGet(out ulong height, out _)) return null;
        if (height + 1 < (ulong)confirmations) return null;
        ulong deep = height + 1 - (ulong)confirmations;
        foreach (TransactionRow row in transactions)
        {
            if (row.Signed is not { } signed) continue;
            if (!(await nodes.ReceiptAsync(signed.Hash, stop)).TryGet(out NodeReceipt? receipt, out _))
                return null;
            if (receipt is null) continue;
            if (receipt.BlockNumber > deep) return null;
            if (!(await nodes.BlockAsync(receipt.BlockNumber, stop))
                .TryGet(out NodeBlock<Hash32>? block, out _))
                return null;
            return block?.Hash == receipt.BlockHash ? ReceiptReading.Judge(movement, receipt) : null;
        }

        if (!(await nodes.TransactionCountAsync(movement.From, deep, stop)).TryGet(out ulong count, out _))
            return null;
        return count > movement.Nonce
            ? new ChainOutcome(
                WithdrawalState.Replaced, null, Amount.Zero, Amount.Zero,
                new Refusal(
                    WithdrawalsRefusal.ReplacedOnChain,
                    "Another transaction of the account took this nonce."))
            : null;
    }

    private async Task PushAsync(
        EthereumNodes nodes, MovementRow movement, List<TransactionRow> transactions, CancellationToken stop)
    {
        TransactionRow newest = transactions[^1];
        if (newest.Signed is null)
        {
            await SignBumpAsync(movement, transactions, newest.Transaction, stop);
            return;
        }

        DateTimeOffset since = newest.BroadcastAt ?? newest.CreatedAt;
        if (_desk.Clock.GetUtcNow() - since < FeeBump.Patience) return;
        if (await nodes.First.ReceiptAsync(newest.Signed.Hash, stop) is not null) return;
        FeeMarket market = await nodes.First.FeeMarketAsync(stop);
        bool hasRoom = transactions.Count < FeeBump.TransactionsMax;
        if (hasRoom && FeeBump.TryMake(
            newest.Transaction, market, movement.FeeMax, out EthereumTransaction? raised))
        {
            MovementLog.Bumped(_log, movement.Id);
            await using (DbScope scope = await _desk.Database.BeginAsync(stop))
            {
                await TransactionRow.StoreUnsignedAsync(scope, movement, raised, stop);
                await scope.CommitAsync(stop);
            }

            await SignBumpAsync(movement, transactions, raised, stop);
            return;
        }

        bool isCapped = market.BaseFeePerGas > newest.Transaction.MaxFeePerGas;
        await _desk.NoteAsync(movement, isCapped ? SignMovement.FeeCapTooLow() : null, stop);
        // Nothing more may be paid: hand in again what a node may have forgotten.
        await _broadcast.SendAsync(movement, newest.Signed, stop);
    }

    private async Task SignBumpAsync(
        MovementRow movement, List<TransactionRow> transactions, EthereumTransaction raised,
        CancellationToken stop)
    {
        (SignedTransaction? signed, SignerAnswer answer) = await _signer.SignAsync(movement, raised, stop);
        await using (DbScope scope = await _desk.Database.BeginAsync(stop))
        {
            if (signed is not null)
                await TransactionRow.StoreSignedAsync(scope, signed, answer.Number("index"), stop);
            else if (!answer.IsTransient) await TransactionRow.ForgetAsync(scope, raised, stop);
            await scope.CommitAsync(stop);
        }

        // Refused (replaced by another intent, say): what is signed is handed in again and waits its time.
        if (signed is null && !answer.IsTransient)
            signed = transactions.Last(row => row.Signed is not null).Signed;
        if (signed is not null) await _broadcast.SendAsync(movement, signed, stop);
    }
}
