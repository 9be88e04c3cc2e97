using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Server.Attestations;
using Strongroom.Server.Policies;
using Strongroom.Server.Storage;
using Strongroom.Server.Withdrawals;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Intents;

/// <summary>
/// The job that hands a complete intent to the Signer. What the Signer answers is noted; a delayed governance
/// intent is asked for again when its delay is over, a movement goes on to be signed.
/// </summary>
internal sealed class RegisterIntent
{
    internal const string Job = "register-intent";
    internal const string EffectJob = "effect-intent";

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_frozenPause = TimeSpan.FromSeconds(3);

    private readonly MovementDesk _desk;
    private readonly EffectTable _effects;
    private readonly PreviewPolicy _preview;
    private readonly RegistryWatch _registry;
    private readonly ILogger<RegisterIntent> _log;

    public RegisterIntent(
        MovementDesk desk, EffectTable effects, PreviewPolicy preview, RegistryWatch registry,
        ILogger<RegisterIntent> log)
    {
        _desk = desk;
        _preview = preview;
        _registry = registry;
        _effects = effects;
        _log = log;
    }

    internal async Task<JobOutcome> RunAsync(string key, CancellationToken stop)
    {
        Digest digest = ParseKey(key);
        IntentRow? row;
        MovementRow? movement;
        Tally tally;
        IReadOnlyList<CanonicalObject> attestations = [];
        await using (DbScope read = await _desk.Database.BeginAsync(stop))
        {
            row = await IntentTable.FindAsync(read, digest, stop);
            movement = await MovementTable.FindAsync(read, digest, stop);
            tally = Tally.Of(await StatementTable.ListAsync(read, digest, stop));
            if (row is not null && _registry.TryGet(out RegistryCopy? registry, out _))
                attestations = await _preview.AttestationsAsync(read, registry, row.Intent, stop);
        }

        if (row?.State != IntentState.Complete) return JobOutcome.Done;
        if (movement?.ReasonCode == RegistryRefusal.Frozen && await _desk.Signer.IsFrozenAsync(stop))
            return JobOutcome.After(s_frozenPause);
        SignerAnswer answer = await _desk.Signer.RegisterAsync(row.Intent, tally.Bodies, attestations, stop);
        return await NoteAsync(row.Intent.Digest, answer, stop);
    }

    /// <summary>The second half of a delayed governance intent.</summary>
    internal async Task<JobOutcome> RunEffectAsync(string key, CancellationToken stop)
    {
        Digest digest = ParseKey(key);
        await using (DbScope read = await _desk.Database.BeginAsync(stop))
        {
            IntentRow? row = await IntentTable.FindAsync(read, digest, stop);
            if (row?.State != IntentState.Registered) return JobOutcome.Done;
            if (row.NotBefore > _desk.Clock.GetUtcNow())
                return JobOutcome.After(row.NotBefore.Value - _desk.Clock.GetUtcNow());
        }

        return await NoteAsync(digest, await _desk.Signer.EffectAsync(digest, stop), stop);
    }

    private async Task<JobOutcome> NoteAsync(Digest digest, SignerAnswer answer, CancellationToken stop)
    {
        if (answer.IsTransient) return JobOutcome.After(s_pause);
        await using DbScope scope = await _desk.Database.BeginAsync(stop);
        MovementRow? movement = await MovementTable.LockAsync(scope, digest, stop);
        if (answer.Refusal?.Code is RegistryRefusal.Frozen or RegistryRefusal.TooSoon)
        {
            if (movement is not null && !WithdrawalLifecycle.IsEnd(movement.State))
                await _desk.Movements.NoteAsync(scope, movement, answer.Refusal, stop);
            await scope.CommitAsync(stop);
            return JobOutcome.After(s_frozenPause);
        }

        IntentRow? row = await IntentTable.LockAsync(scope, digest, stop);
        if (row!.State is not (IntentState.Complete or IntentState.Registered)) return JobOutcome.Done;
        await (answer.Refusal is { } refusal
            ? NoteRefusalAsync(scope, row, movement, refusal, stop)
            : NoteRegistrationAsync(scope, row, movement, answer, stop));
        await scope.CommitAsync(stop);
        return JobOutcome.Done;
    }

    private async Task NoteRefusalAsync(
        DbScope scope, IntentRow row, MovementRow? movement, Refusal refusal, CancellationToken stop)
    {
        IntentsLog.Refused(_log, row.Intent.Digest.ToString(), refusal.Code);
        // The preview counted a person whom the Signer does not: more statements can still complete it.
        if (refusal.Code is PolicyRefusal.QuorumIncomplete or PolicyRefusal.IndependentKeyMissing)
        {
            await _desk.Intents.MoveAsync(scope, row, IntentState.Awaiting, refusal, stop);
            return;
        }

        // Grown stale on the way, or divergent: newer ones can still complete it.
        if (AwaitFacts.Helps(refusal))
        {
            await _desk.Intents.MoveAsync(scope, row, IntentState.Awaiting, refusal, stop);
            await AwaitFacts.EnqueueAsync(scope, row.Intent.Digest, _desk.Clock.GetUtcNow(), stop);
            return;
        }

        UnsignedEnd end = UnsignedEnd.Of(refusal);
        await _desk.Intents.MoveAsync(scope, row, end.Intent, refusal, stop);
        if (movement is not null && !WithdrawalLifecycle.IsEnd(movement.State))
            await _desk.Settlement.EndUnsignedAsync(scope, movement, end.Movement, refusal, stop);

        await EffectTable.RefuseAsync(scope, row.Intent, stop);
    }

    /// <summary>What follows from the Signer's word that it registered a locked intent.</summary>
    internal async Task NoteRegistrationAsync(
        DbScope scope, IntentRow row, MovementRow? movement, SignerAnswer answer, CancellationToken stop)
    {
        IntentsLog.Registered(_log, row.Intent.Digest.ToString(), answer.Number("index"));
        await IntentTable.NoteRegistrationAsync(scope, row, answer, stop);
        DateTimeOffset notBefore = Timestamp.TryParse(answer.Text("notBefore"), out Timestamp time, out _)
            ? time.ToDateTimeOffset()
            : _desk.Clock.GetUtcNow();
        if (movement is not null)
        {
            await _desk.Intents.MoveAsync(scope, row, IntentState.Registered, null, stop);
            if (movement.State == WithdrawalState.Requested)
                movement = await _desk.Movements.StepAsync(
                    scope, movement, WithdrawalState.AwaitingApproval, null, stop);
            await _desk.Movements.StepAsync(scope, movement, WithdrawalState.Approved, null, stop);
            await scope.EnqueueAsync(SignMovement.Job, movement.Id.ToString("D"), notBefore, stop);
        }
        else if (answer.Body.TryGetProperty("effect", out System.Text.Json.JsonElement effect))
        {
            await _effects.ApplyAsync(scope, row.Intent, effect, answer, stop);
            await _desk.Intents.MoveAsync(scope, row, IntentState.Effective, null, stop);
        }
        else
        {
            await _desk.Intents.MoveAsync(scope, row, IntentState.Registered, null, stop);
            await scope.EnqueueAsync(EffectJob, row.Intent.Digest.ToString(), notBefore, stop);
        }
    }

    internal static Digest ParseKey(string key)
    {
        bool isDigest = Digest.TryParse(key, out Digest digest, out _);
        Cryptography.Invariant.Holds(isDigest);
        return digest;
    }
}
