using Strongroom.Attestations;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Server.Intents;
using Strongroom.Server.Policies;
using Strongroom.Server.Storage;
using Strongroom.Server.Withdrawals;

namespace Strongroom.Server.Attestations;

/// <summary>
/// The job that looks at an intent again while only facts are missing: attestors speak when they do, and no
/// statement will come to wake it. It ends with the intent, or as soon as something else is missing.
/// </summary>
internal sealed class AwaitFacts
{
    internal const string Job = "await-facts";

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly RegistryWatch _registry;
    private readonly PreviewPolicy _preview;
    private readonly MovementDesk _desk;

    public AwaitFacts(RegistryWatch registry, PreviewPolicy preview, MovementDesk desk)
    {
        _registry = registry;
        _preview = preview;
        _desk = desk;
    }

    /// <summary>Whether newer attestations may help.</summary>
    internal static bool Helps(Refusal? refusal) => refusal?.Code
        is PolicyRefusal.FactMissing or PolicyRefusal.FactStale or PolicyRefusal.FactDivergent
        or AttestationRefusal.UnknownKey;

    internal static Task EnqueueAsync(
        DbScope scope, Digest digest, DateTimeOffset now, CancellationToken stop) =>
        scope.EnqueueAsync(Job, digest.ToString(), now + s_pause, stop);

    internal async Task<JobOutcome> RunAsync(string key, CancellationToken stop)
    {
        Digest digest = RegisterIntent.ParseKey(key);
        if (!_registry.TryGet(out RegistryCopy? registry, out _)) return JobOutcome.After(s_pause);
        await using DbScope scope = await _desk.Database.BeginAsync(stop);
        IntentRow? row = await IntentTable.LockAsync(scope, digest, stop);
        if (row?.State != IntentState.Awaiting) return JobOutcome.Done;
        List<SignedStatement> statements = await StatementTable.ListAsync(scope, digest, stop);
        Decision? decision = await _preview.EvaluateAsync(scope, registry, row.Intent, statements, stop);
        if (decision?.IsApproved != true)
            return Helps(decision?.Refusal) ? JobOutcome.After(s_pause) : JobOutcome.Done;
        await _desk.Intents.MoveAsync(scope, row, IntentState.Complete, null, stop);
        await scope.EnqueueAsync(RegisterIntent.Job, key, _desk.Clock.GetUtcNow(), stop);
        await scope.CommitAsync(stop);
        return JobOutcome.Done;
    }
}
