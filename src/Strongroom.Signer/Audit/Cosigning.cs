using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Audit;

namespace Strongroom.Signer.Audit;

/// <summary>
/// Turns durable leaves into cosigned heads, one round of witnesses after the other, and tells everybody who
/// waits for a leaf to be covered.
/// </summary>
internal sealed class Cosigning : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ConflictDelay = TimeSpan.FromSeconds(1);

    // A round costs Signer and witness more processor time than several withdrawals: under load many share one.
    private static readonly TimeSpan RoundInterval = TimeSpan.FromMilliseconds(20);

    private readonly HeadSigner signer;
    private readonly CosigningRound round;
    private readonly JournalStore store;
    private readonly int needed;
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim wake = new(0, 1);
    private readonly Lock gate = new();
    private readonly Task loop;
    private readonly PriorityQueue<TaskCompletionSource<CosignOutcome>, ulong> waiting = new();

    internal Cosigning(
        JournalStore store, HeadSigner signer, CosigningRound round, int needed, Action<Exception> fatal)
    {
        this.store = store;
        this.signer = signer;
        this.round = round;
        this.needed = needed;
        loop = Task.Run(() => RunAsync(fatal));
        Wake();
    }

    /// <summary>The largest head that enough witnesses cosigned since this process started.</summary>
    internal CosignedHead? Head { get; private set; }

    /// <summary>
    /// Set while so many witnesses hold a history that this journal does not continue that too few are left.
    /// Only enough cosignatures take it back: an old copy, whose witnesses remember more, never gets them.
    /// </summary>
    internal Refusal? Conflict { get; private set; }

    internal bool TryTakeSeen([NotNullWhen(true)] out WitnessConflict? conflict) =>
        round.TryTakeSeen(out conflict);

    /// <summary>Leaves have become durable.</summary>
    internal void Wake()
    {
        lock (gate)
        {
            if (wake.CurrentCount == 0) wake.Release();
        }
    }

    /// <summary>A cosigned head that covers the leaf, or the refusal that none will ever come.</summary>
    internal Task<CosignOutcome> WaitAsync(ulong index, CancellationToken stop)
    {
        TaskCompletionSource<CosignOutcome> told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (Head is { } head && head.Size > index) return Task.FromResult(new CosignOutcome(head, null));
            if (Conflict is { } conflict) return Task.FromResult(new CosignOutcome(null, conflict));
            waiting.Enqueue(told, index);
        }

        return told.Task.WaitAsync(stop);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        lock (gate) TellAll(told => told.SetCanceled());
        round.Dispose();
        wake.Dispose();
        stopping.Dispose();
    }

    private async Task RunAsync(Action<Exception> fatal)
    {
        try
        {
            while (true)
            {
                await wake.WaitAsync(stopping.Token);
                while (store.Size > (Head?.Size ?? 0) || Conflict is not null)
                {
                    long start = Stopwatch.GetTimestamp();
                    bool isAhead = await TryAdvanceAsync();
                    TimeSpan pause = isAhead ? RoundInterval - Stopwatch.GetElapsedTime(start)
                        : Conflict is null ? RetryDelay : ConflictDelay;
                    if (pause > TimeSpan.Zero) await Task.Delay(pause, stopping.Token);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception problem)
        {
            // A head whose release could not be recorded, or a proof from broken files: nothing may follow.
            fatal(problem);
            lock (gate) TellAll(told => told.SetException(problem));
        }
    }

    private async Task<bool> TryAdvanceAsync()
    {
        SignedCheckpoint head = signer.Release();
        List<Cosignature> cosignatures =
            await round.RunAsync(head, size => signer.Prove(size, head.Checkpoint), stopping.Token);
        if (cosignatures.Count >= needed && round.CanSucceed)
        {
            SignedCheckpoint cosigned = head.With(cosignatures.Select(cosignature => cosignature.Signature));
            Advance(new CosignedHead(cosigned, cosignatures));
            return true;
        }

        if (!round.CanSucceed) GiveUp(Explain());
        return false;
    }

    private Refusal Explain()
    {
        bool isRolledBack = round.Conflicts.Values.Any(answer => answer.Outcome == WitnessOutcome.HoldsMore);
        return isRolledBack
            ? new Refusal(
                AuditRefusal.RolledBack, "witnesses hold a larger head than this journal: it is an old copy")
            : new Refusal(AuditRefusal.Forked, "witnesses hold a head that this journal does not extend");
    }

    /// <summary>Tells those whose leaves the head covers, and nobody else.</summary>
    private void Advance(CosignedHead head)
    {
        CosignOutcome outcome = new(head, null);
        lock (gate)
        {
            Head = head;
            Conflict = null;
            while (waiting.TryPeek(out _, out ulong index) && index < head.Size)
                waiting.Dequeue().SetResult(outcome);
        }
    }

    private void GiveUp(Refusal conflict)
    {
        lock (gate)
        {
            Conflict = conflict;
            TellAll(told => told.SetResult(new CosignOutcome(null, conflict)));
        }
    }

    private void TellAll(Action<TaskCompletionSource<CosignOutcome>> tell)
    {
        while (waiting.TryDequeue(out TaskCompletionSource<CosignOutcome>? told, out _)) tell(told);
    }
}
