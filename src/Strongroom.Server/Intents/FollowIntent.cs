using Strongroom.Intents;
using Strongroom.Server.Storage;
using Strongroom.Server.Withdrawals;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Intents;

/// <summary>
/// The job that asks the Signer, until an intent expires there, what became of it: people can register,
/// reject and veto without this Server. What was registered goes on here, also after this Server had let it
/// go as refused; what was closed ends here.
/// </summary>
internal sealed class FollowIntent
{
    private const int AgePart = 4;
    private static readonly TimeSpan s_pauseMin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_pauseMax = TimeSpan.FromMinutes(10);

    private readonly MovementDesk _desk;
    private readonly RegisterIntent _register;
    private readonly ILogger<FollowIntent> _log;

    public FollowIntent(MovementDesk desk, RegisterIntent register, ILogger<FollowIntent> log)
    {
        _desk = desk;
        _register = register;
        _log = log;
    }

    internal async Task<JobOutcome> RunAsync(string key, CancellationToken stop)
    {
        Digest digest = RegisterIntent.ParseKey(key);
        IntentRow? row;
        await using (DbScope read = await _desk.Database.BeginAsync(stop))
            row = await IntentTable.FindAsync(read, digest, stop);
        if (row is null || !CanChange(row)) return JobOutcome.Done;
        bool isOver = await IsOverAsync(row, stop);
        SignerAnswer known = await _desk.Signer.IntentAsync(digest, stop);
        if (known.IsTransient) return JobOutcome.After(s_pauseMin);
        string? state = known.Text("state");
        if (state is "registered" or "signed" or "closed") await NoteAsync(digest, known, stop);
        // Asked after its time was over: nothing can be registered or signed for the first time any more.
        return isOver ? JobOutcome.Done : JobOutcome.After(PauseOf(row));
    }

    private async Task NoteAsync(Digest digest, SignerAnswer known, CancellationToken stop)
    {
        await using DbScope scope = await _desk.Database.BeginAsync(stop);
        MovementRow? movement = await MovementTable.LockAsync(scope, digest, stop);
        IntentRow? row = await IntentTable.LockAsync(scope, digest, stop);
        if (movement is null || !CanChange(row!)) return;
        bool isClosed = known.Text("state") == "closed";
        if (isClosed) await CloseAsync(scope, row!, movement, known, stop);
        else if (row!.State == IntentState.Awaiting)
            await _register.NoteRegistrationAsync(scope, row, movement, known, stop);
        else if (row.State == IntentState.Refused) await TakeUpAsync(scope, row, movement, known, stop);
        await scope.CommitAsync(stop);
    }

    private async Task TakeUpAsync(
        DbScope scope, IntentRow row, MovementRow movement, SignerAnswer known, CancellationToken stop)
    {
        // Without gas this Server asks for no signature; only one that exists makes the amount unfree.
        bool isUseless = row.RefusalCode == WithdrawalsRefusal.TopUpEnded && known.Text("state") != "signed";
        if (isUseless || movement.State != WithdrawalState.Refused) return;
        IntentsLog.HeldAgain(_log, row.Intent.Digest.ToString());
        movement = await _desk.Settlement.TakeUpAsync(scope, movement, stop);
        await _register.NoteRegistrationAsync(scope, row, movement, known, stop);
    }

    private async Task CloseAsync(
        DbScope scope, IntentRow row, MovementRow movement, SignerAnswer known, CancellationToken stop)
    {
        // With a nonce it was signed, and another intent replaced it: only the chain ends that.
        if (known.Number("nonce") is not null || row.State == IntentState.Refused) return;
        Refusal reason = new(IntentsRefusal.Ended, "A person ended it at the Signer.");
        await _desk.Intents.MoveAsync(scope, row, IntentState.Rejected, reason, stop);
        if (!WithdrawalLifecycle.IsEnd(movement.State))
            await _desk.Settlement.EndUnsignedAsync(scope, movement, WithdrawalState.Rejected, reason, stop);
    }

    private async Task<bool> IsOverAsync(IntentRow row, CancellationToken stop)
    {
        if (!row.Intent.IsExpired(Timestamp.From(_desk.Clock.GetUtcNow()))) return false;
        SignerAnswer status = await _desk.Signer.StatusAsync(stop);
        return Timestamp.TryParse(status.Text("time"), out Timestamp now, out _) && row.Intent.IsExpired(now);
    }

    // Often while it is young, seldom when it is old: a quarter of its age.
    private TimeSpan PauseOf(IntentRow row)
    {
        TimeSpan pause = (_desk.Clock.GetUtcNow() - row.Intent.CreatedAt.ToDateTimeOffset()) / AgePart;
        if (pause < s_pauseMin) return s_pauseMin;
        return pause > s_pauseMax ? s_pauseMax : pause;
    }

    private static bool CanChange(IntentRow row) =>
        row.IsOpen || row.State is IntentState.Registered or IntentState.Refused;
}
