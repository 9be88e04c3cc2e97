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

    private readonly MovementDesk _desk;
    private readonly ChainNodes _nodes;
    private readonly ILogger<BroadcastMovement> _log;

    public BroadcastMovement(MovementDesk desk, ChainNodes nodes, ILogger<BroadcastMovement> log)
    {
        _desk = desk;
        _nodes = nodes;
        _log = log;
    }

    internal async Task<JobOutcome> RunAsync(string key, CancellationToken stop)
    {
        if (await _desk.OpenAsync(key, WithdrawalState.Signed, stop) is not { } open) return JobOutcome.Done;
        (MovementRow movement, List<TransactionRow> transactions) = open;
        SignedTransaction? newest = transactions.LastOrDefault(row => row.Signed is not null)?.Signed;
        Invariant.Holds(newest is not null);
        await SendAsync(movement, newest, stop);
        // Taken or not, it may be out there: from here on only the chain is asked.
        await using DbScope scope = await _desk.Database.BeginAsync(stop);
        MovementRow? locked = await MovementTable.LockAsync(scope, movement.Id, stop);
        if (locked!.State != WithdrawalState.Signed) return JobOutcome.Done;
        await _desk.Movements.StepAsync(scope, locked, WithdrawalState.Broadcast, null, stop);
        await scope.EnqueueAsync(ConfirmMovement.Job, key, _desk.Clock.GetUtcNow() + s_pause, stop);
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
        await using DbScope scope = await _desk.Database.BeginAsync(stop);
        await TransactionRow.NoteBroadcastAsync(scope, signed, _desk.Clock.GetUtcNow(), stop);
        await scope.CommitAsync(stop);
    }
}
