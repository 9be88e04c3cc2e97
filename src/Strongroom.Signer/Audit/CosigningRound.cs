using Strongroom.Audit;

namespace Strongroom.Signer.Audit;

/// <summary>
/// Asks all witnesses at once for one head, and ends soon after enough have answered: a slow witness is
/// waited for only as long as it is needed, and is left out of later rounds until its request has ended.
/// </summary>
internal sealed class CosigningRound(IReadOnlyList<WitnessClient> witnesses, int needed) : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<WitnessClient, Task<WitnessAnswer>> busy = [];
    private readonly Dictionary<NoteKey, WitnessAnswer> conflicts = [];

    /// <summary>Witnesses that hold a history which this journal does not continue; asked no more.</summary>
    internal IReadOnlyDictionary<NoteKey, WitnessAnswer> Conflicts => conflicts;

    /// <summary>Whether enough witnesses are left to ever reach the number needed.</summary>
    internal bool CanSucceed => witnesses.Count - conflicts.Count >= needed;

    /// <summary>The cosignatures that this head got, enough or not.</summary>
    internal async Task<List<Cosignature>> RunAsync(
        SignedCheckpoint head, Func<ulong, TreeHash[]> prove, CancellationToken stop)
    {
        List<Cosignature> cosignatures = [];
        List<Task<WitnessAnswer>> asked = [];
        foreach (WitnessClient witness in witnesses)
        {
            if (conflicts.ContainsKey(witness.Key)) continue;
            if (busy.TryGetValue(witness, out Task<WitnessAnswer>? former) && !former.IsCompleted) continue;
            Task<WitnessAnswer> task = witness.SubmitAsync(head, prove, stop);
            busy[witness] = task;
            asked.Add(task);
        }

        while (asked.Count > 0)
        {
            Task finished = cosignatures.Count < needed
                ? await Task.WhenAny(asked)
                : await Task.WhenAny([.. asked, Task.Delay(Grace, stop)]);
            if (finished is not Task<WitnessAnswer> task) break;
            asked.Remove(task);
            if ((await task).Cosignature is { } cosignature) cosignatures.Add(cosignature);
        }

        foreach ((WitnessClient witness, Task<WitnessAnswer> task) in busy)
        {
            if (!task.IsCompletedSuccessfully) continue;
            WitnessAnswer answer = await task;
            if (answer.Outcome is WitnessOutcome.HoldsMore or WitnessOutcome.HoldsOther)
                conflicts.TryAdd(witness.Key, answer);
        }

        return cosignatures;
    }

    public void Dispose()
    {
        foreach (WitnessClient witness in witnesses) witness.Dispose();
    }
}
