using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Audit;

namespace Strongroom.Signer.Audit;

/// <summary>
/// Asks all witnesses at once for one head, and ends soon after enough have answered: a slow witness is
/// waited for only as long as it is needed, and is left out of later rounds until its request has ended. A
/// witness that holds another history is asked again seldom, and believed again when it cosigns.
/// </summary>
internal sealed class CosigningRound(IReadOnlyList<WitnessClient> witnesses, int needed) : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan ConflictPause = TimeSpan.FromSeconds(2);

    private readonly Dictionary<WitnessClient, Task<WitnessAnswer>> busy = [];
    private readonly Dictionary<NoteKey, WitnessAnswer> conflicts = [];
    private readonly Dictionary<NoteKey, long> asked = [];
    private readonly ConcurrentQueue<WitnessConflict> seen = [];

    /// <summary>Witnesses that held, when last asked, a history which this journal lacks.</summary>
    internal IReadOnlyDictionary<NoteKey, WitnessAnswer> Conflicts => conflicts;

    /// <summary>
    /// Whether enough witnesses are left, and fewer hold another history than could have cosigned one.
    /// </summary>
    internal bool CanSucceed =>
        witnesses.Count - conflicts.Count >= needed && conflicts.Count < Math.Max(needed, 1);

    /// <summary>The oldest conflict that nobody has taken down yet. From any thread.</summary>
    internal bool TryTakeSeen([NotNullWhen(true)] out WitnessConflict? conflict) =>
        seen.TryDequeue(out conflict);

    /// <summary>The cosignatures that this head got, enough or not.</summary>
    internal async Task<List<Cosignature>> RunAsync(
        SignedCheckpoint head, Func<ulong, TreeHash[]> prove, CancellationToken stop)
    {
        List<Cosignature> cosignatures = [];
        List<Task<WitnessAnswer>> open = [];
        foreach (WitnessClient witness in witnesses.Where(IsDue))
        {
            Task<WitnessAnswer> task = witness.SubmitAsync(head, prove, stop);
            busy[witness] = task;
            asked[witness.Key] = Stopwatch.GetTimestamp();
            open.Add(task);
        }

        while (open.Count > 0)
        {
            Task finished = cosignatures.Count < needed
                ? await Task.WhenAny(open)
                : await Task.WhenAny([.. open, Task.Delay(Grace, stop)]);
            if (finished is not Task<WitnessAnswer> task) break;
            open.Remove(task);
            if ((await task).Cosignature is { } cosignature) cosignatures.Add(cosignature);
        }

        foreach ((WitnessClient witness, Task<WitnessAnswer> task) in busy)
        {
            if (task.IsCompletedSuccessfully) Note(witness.Key, await task, head.Checkpoint.Size);
        }

        return cosignatures;
    }

    private bool IsDue(WitnessClient witness)
    {
        if (busy.TryGetValue(witness, out Task<WitnessAnswer>? former) && !former.IsCompleted) return false;
        return !conflicts.ContainsKey(witness.Key)
            || Stopwatch.GetElapsedTime(asked[witness.Key]) >= ConflictPause;
    }

    /// <summary>What a witness says now; silence takes nothing back.</summary>
    private void Note(NoteKey witness, WitnessAnswer answer, ulong ownSize)
    {
        if (answer.Outcome == WitnessOutcome.Cosigned) conflicts.Remove(witness);
        if (answer.Outcome is not (WitnessOutcome.HoldsMore or WitnessOutcome.HoldsOther)) return;
        bool isNew = !conflicts.TryGetValue(witness, out WitnessAnswer? known)
            || known.Outcome != answer.Outcome;
        conflicts[witness] = answer;
        if (isNew) seen.Enqueue(new WitnessConflict(witness.Name, answer.Outcome, answer.HeldSize, ownSize));
    }

    public void Dispose()
    {
        foreach (WitnessClient witness in witnesses) witness.Dispose();
    }
}
