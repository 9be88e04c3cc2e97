using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Server.Chains;
using Strongroom.Server.Chains.Ethereum;
using Strongroom.Server.Storage;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Withdrawals;

/// <summary>The job that hands the stored signed transaction to the nodes, and then has it watched.</summary>
internal sealed class BroadcastMovement
{
    internal const string Job = "broadcast-movement";

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly Database _database;
    private readonly ChainNodes _nodes;
    private readonly MovementTable _movements;
    private readonly TimeProvider _clock;
    private readonly ILogger<BroadcastMovement> _log;

    public BroadcastMovement(
        Database database, ChainNodes nodes, MovementTable movements, TimeProvider clock,
        ILogger<BroadcastMovement> log)
    {
        _database = database;
        _nodes = nodes;
        _movements = movements;
        _clock = clock;
        _log = log;
    }

    internal async Task<JobOutcome> RunAsync(string key, CancellationToken stop)
    {
        Guid id = Guid.Parse(key);
        MovementRow? movement;
        List<TransactionRow> transactions;
        await using (DbScope read = await _database.BeginAsync(stop))
        {
            movement = await MovementTable.FindAsync(read, id, stop);
            transactions = await TransactionRow.ListAsync(read, id, stop);
        }

        if (movement?.State != WithdrawalState.Signed) return JobOutcome.Done;
        SignedTransaction? newest = transactions.LastOrDefault(row => row.Signed is not null)?.Signed;
        Invariant.Holds(newest is not null);
        await SendAsync(movement, newest, stop);
        // Taken or not, it may be out there: from here on only the chain is asked.
        await using DbScope scope = await _database.BeginAsync(stop);
        MovementRow? locked = await MovementTable.LockAsync(scope, id, stop);
        if (locked!.State != WithdrawalState.Signed) return JobOutcome.Done;
        await _movements.StepAsync(scope, locked, WithdrawalState.Broadcast, null, stop);
        await scope.EnqueueAsync(ConfirmMovement.Job, key, _clock.GetUtcNow() + s_pause, stop);
        await scope.CommitAsync(stop);
        return JobOutcome.Done;
    }

    /// <summary>
    /// Hands it to a node and notes when; a node that does not take it is logged, not believed.
    /// </summary>
    internal async Task SendAsync(MovementRow movement, SignedTransaction signed, CancellationToken stop)
    {
        NodeAnswer<EthereumNodes> connected = await _nodes.ConnectAsync(movement.Chain, stop);
        if (!connected.TryGet(out EthereumNodes? nodes, out Refusal? refusal))
            throw new EthereumNodeException(refusal.Code);
        Refusal? notTaken = await nodes.First.BroadcastAsync(signed, stop);
        if (notTaken is not null) MovementLog.NotTaken(_log, signed.Hash.ToString(), notTaken.Code);
        await using DbScope scope = await _database.BeginAsync(stop);
        await TransactionRow.NoteBroadcastAsync(scope, signed, _clock.GetUtcNow(), stop);
        await scope.CommitAsync(stop);
    }
}
