using Strongroom.Intents;
using Strongroom.Server.Storage;
using Strongroom.Server.Withdrawals;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Intents;

/// <summary>
/// The job that ends an intent at its expiry, when it was neither signed nor effected. Only once the Signer's
/// own clock is past the expiry does it count, because the Signer might still sign until then.
/// </summary>
internal sealed class ExpireIntent
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly Database _database;
    private readonly SignerClient _signer;
    private readonly IntentTable _intents;
    private readonly Settlement _settlement;

    public ExpireIntent(Database database, SignerClient signer, IntentTable intents, Settlement settlement)
    {
        _database = database;
        _signer = signer;
        _intents = intents;
        _settlement = settlement;
    }

    internal async Task<JobOutcome> RunAsync(string key, CancellationToken stop)
    {
        Digest digest = RegisterIntent.ParseKey(key);
        await using (DbScope read = await _database.BeginAsync(stop))
        {
            IntentRow? row = await IntentTable.FindAsync(read, digest, stop);
            if (row is null || !CanExpire(row)) return JobOutcome.Done;
            SignerAnswer status = await _signer.StatusAsync(stop);
            bool isKnown = Timestamp.TryParse(status.Text("time"), out Timestamp now, out _);
            if (!isKnown || !row.Intent.IsExpired(now)) return JobOutcome.After(s_pause);
        }

        SignerAnswer known = await _signer.IntentAsync(digest, stop);
        if (known.IsTransient) return JobOutcome.After(s_pause);
        // Signed or in effect after all: the jobs that asked for it will learn it too.
        if (known.Text("state") is "signed" or "effective") return JobOutcome.Done;
        await using DbScope scope = await _database.BeginAsync(stop);
        MovementRow? movement = await MovementTable.LockAsync(scope, digest, stop);
        IntentRow? locked = await IntentTable.LockAsync(scope, digest, stop);
        if (!CanExpire(locked!)) return JobOutcome.Done;
        await _intents.MoveAsync(scope, locked!, IntentState.Expired, null, stop);
        if (movement is not null && !WithdrawalLifecycle.IsEnd(movement.State)
            && !WithdrawalLifecycle.IsSigned(movement.State))
            await _settlement.EndUnsignedAsync(scope, movement, WithdrawalState.Expired, null, stop);
        await EffectTable.RefuseAsync(scope, locked!.Intent, stop);
        await scope.CommitAsync(stop);
        return JobOutcome.Done;
    }

    private static bool CanExpire(IntentRow row) => row.IsOpen || row.State == IntentState.Registered;
}
