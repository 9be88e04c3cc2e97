using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Registry;

namespace Strongroom.Signer.Intents;

/// <summary>POST /v1/intents/{digest}/effect: a delayed governance intent takes effect, once.</summary>
internal sealed class EffectDelayed(Workbench bench)
{
    internal async Task<Outcome<RegistrationAnswer>> RunAsync(Digest digest, CancellationToken stop)
    {
        Step<Effected> step = Decide(digest);
        if (!step.IsTaken) return await step.RefuseAsync<RegistrationAnswer>();
        Outcome<Receipt> covered = await bench.Receipts.AwaitAsync(step.Value.Index, stop);
        if (!covered.Try(out Receipt? receipt, out Refusal? refusal)) return refusal;
        IntentRecord record = step.Value.Intent;
        Intent intent = RegisteredLeaves.Read(bench.Journal, record).Intent;
        using RecordedState.Turn turn = bench.Record.Take();
        return new RegistrationAnswer(record, receipt) { Effect = EffectOf.Read(turn.State, record, intent) };
    }

    private Step<Effected> Decide(Digest digest)
    {
        using RecordedState.Turn turn = bench.Record.Take();
        State state = turn.State;
        if (bench.Permit.Check(out Timestamp now) is { } closed)
            return new Step<Effected>(bench.Refusals.Count(closed), null, Task.CompletedTask);
        if (!EffectIntent.Decide(state, CallOf(digest), now, out Effecting? effecting, out Refusal? refusal))
            return new Step<Effected>(bench.Refusals.Count(refusal), null, Task.CompletedTask);
        if (bench.Addresses.Keys.Check(effecting.Demands) is { } absent)
            return new Step<Effected>(bench.Refusals.Count(absent), null, Task.CompletedTask);
        ulong index = effecting.Intent.Index;
        if (!effecting.IsEffective && !TryRecord(turn, effecting, now, out index, out refusal))
            return new Step<Effected>(bench.Refusals.Count(refusal), null, Task.CompletedTask);
        bool isKnown = state.TryGetIntent(digest, out IntentRecord? intent);
        Invariant.Holds(isKnown && intent is { State: RegisteredState.Effective });
        return new Step<Effected>(new Effected(intent, index));
    }

    private EffectCall CallOf(Digest digest) =>
        new(digest) { Transcripts = bench.ReadTranscript };

    private bool TryRecord(
        in RecordedState.Turn turn, Effecting effecting, Timestamp now, out ulong index,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        index = 0;
        if (!bench.Addresses.TryDerive(
            turn.State.Institution, effecting.Demands, now, out DerivedAddress[] addresses, out refusal))
            return false;
        index = turn.Record(effecting.ToLeaf(LeafStamps.At(now), addresses)).Index;
        return true;
    }

    private sealed record Effected(IntentRecord Intent, ulong Index);
}
