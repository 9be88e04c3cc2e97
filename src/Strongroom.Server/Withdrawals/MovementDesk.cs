using Strongroom.Server.Intents;
using Strongroom.Server.Storage;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Withdrawals;

/// <summary>What every job on intents and movements works with.</summary>
internal sealed record MovementDesk(
    Database Database,
    SignerClient Signer,
    IntentTable Intents,
    MovementTable Movements,
    Settlement Settlement,
    TimeProvider Clock)
{
    /// <summary>A job's movement with its transactions; null when it is elsewhere by now.</summary>
    internal async Task<(MovementRow Movement, List<TransactionRow> Transactions)?> OpenAsync(
        string key, WithdrawalState expected, CancellationToken stop)
    {
        Guid id = Guid.Parse(key);
        await using DbScope read = await Database.BeginAsync(stop);
        MovementRow? movement = await MovementTable.FindAsync(read, id, stop);
        if (movement?.State != expected) return null;
        return (movement, await TransactionRow.ListAsync(read, id, stop));
    }

    /// <summary>Says why a movement waits, in a transaction of its own.</summary>
    internal async Task NoteAsync(MovementRow movement, Refusal? reason, CancellationToken stop)
    {
        if (movement.ReasonCode == reason?.Code) return;
        await using DbScope scope = await Database.BeginAsync(stop);
        MovementRow? locked = await MovementTable.LockAsync(scope, movement.Id, stop);
        if (locked!.State != movement.State) return;
        await Movements.NoteAsync(scope, locked, reason, stop);
        await scope.CommitAsync(stop);
    }
}
