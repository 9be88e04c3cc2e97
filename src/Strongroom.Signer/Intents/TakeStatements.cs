using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Registry;

namespace Strongroom.Signer.Intents;

/// <summary>
/// POST /v1/statements: rejects, vetoes and freezes, in their order; the first that is refused ends the call.
/// They only ever stop something, so they are taken also while nothing may be signed.
/// </summary>
internal sealed class TakeStatements(Workbench bench, State state)
{
    // Who stops something is told soon that it is stopped, also while the witnesses are away.
    private static readonly TimeSpan CosigningMax = TimeSpan.FromSeconds(2);

    internal async Task<Outcome<IndexAnswer>> RunAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> bytes, CancellationToken stop)
    {
        if (!SubmissionReader.TryReadStatements(
            bytes, state, out StatementCheck[]? checks, out Refusal? refusal))
            return bench.Refusals.Count(refusal);
        if (checks.Length == 0)
            return bench.Refusals.Count(
                new Refusal(SignerRefusal.BodyMalformed, "There is no statement.", "statements"));
        ulong last = 0;
        foreach (StatementCheck check in checks)
        {
            if (!TryTake(check, out ulong index, out Task durable, out refusal))
                return bench.Refusals.Count(refusal!);
            await durable.WaitAsync(stop);
            last = index;
        }

        return new IndexAnswer(last, await IsCosignedAsync(last, stop));
    }

    private async Task<bool> IsCosignedAsync(ulong index, CancellationToken stop)
    {
        try
        {
            Task<CosignOutcome> cosigned = bench.Journal.WaitCosignedAsync(index, stop);
            return (await cosigned.WaitAsync(CosigningMax, stop)).IsCosigned;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private bool TryTake(StatementCheck check, out ulong index, out Task durable, out Refusal? refusal)
    {
        index = 0;
        durable = Task.CompletedTask;
        if (bench.Journal.Conflict is { } conflict)
        {
            refusal = SigningPermit.Explain(conflict);
            return false;
        }

        using RecordedState.Turn turn = bench.Record.Take();
        Timestamp now = bench.Record.Clock.Now();
        Leaf? leaf = Decide(turn, check, now, out ulong? earlier, out refusal);
        if (refusal is not null) return false;
        JournalEntry? entry = leaf is null ? null : turn.Record(leaf);
        index = earlier ?? entry!.Value.Index;
        durable = turn.Durable;
        return true;
    }

    private static Leaf? Decide(
        in RecordedState.Turn turn, StatementCheck check, Timestamp now, out ulong? earlier,
        out Refusal? refusal)
    {
        earlier = null;
        if (check.Signed.Statement.Verdict != Verdict.Freeze)
        {
            return CloseIntent.Decide(turn.State, check, now, out Closing? closing, out refusal)
                ? closing.ToLeaf(LeafStamps.At(now))
                : null;
        }

        if (!Freeze.Decide(turn.State, check, now, out Freezing? freezing, out refusal)) return null;
        earlier = freezing.EarlierIndex;
        return earlier is null ? freezing.ToLeaf(LeafStamps.At(now)) : null;
    }
}
