using Strongroom.Cryptography.Secrets;
using Strongroom.Registry;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Keys;
using Strongroom.Signer.Registry;

namespace Strongroom.Signer.Hosting;

/// <summary>
/// What a Signer does by itself: writes its started leaf and waits for the witnesses, takes counted refusals
/// up into a leaf a minute, and takes a snapshot when enough leaves came.
/// </summary>
internal sealed class Housekeeping : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly RecordedState record;
    private readonly RefusalBook refusals;
    private readonly Keyring keys;
    private readonly SnapshotKeeper snapshots;
    private readonly SigningPermit permit;
    private readonly ulong snapshotEvery;
    private readonly RefusalRecord taken;
    private readonly ulong started;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task rounds;

    internal Housekeeping(
        Workbench bench, SnapshotKeeper snapshots, ulong snapshotEvery, ILogger logger)
    {
        record = bench.Record;
        refusals = bench.RefusalBook;
        this.snapshots = snapshots;
        permit = bench.Permit;
        this.snapshotEvery = snapshotEvery;
        this.logger = logger;
        taken = bench.Refusals;
        keys = bench.Addresses.Keys;
        started = RecordStart(keys.Facts);
        Witnessed = WaitWitnessed();
        rounds = Run();
    }

    /// <summary>Null when the started leaf is cosigned; or why it never will be.</summary>
    internal Task<Refusal?> Witnessed { get; }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await rounds;
        await Witnessed;
        TakeConflicts();
        RecordRefusals(isLast: true);
        stopping.Dispose();
    }

    private ulong RecordStart(IReadOnlyList<KeystoreFact> keystores)
    {
        using RecordedState.Turn turn = record.Take();
        byte[] random = RandomBytes.Create(StartedLeaf.RandomBytes);
        StartedLeaf leaf = new(LeafStamps.At(record.Clock.Now()), random, keystores);
        ulong index = turn.Record(leaf).Index;
        SignerLog.Started(logger, index);
        return index;
    }

    private async Task<Refusal?> WaitWitnessed()
    {
        try
        {
            CosignOutcome outcome = await record.Journal.WaitCosignedAsync(started, stopping.Token);
            if (outcome.IsCosigned)
            {
                Grant();
                return null;
            }

            Refusal refusal = SigningPermit.Explain(outcome.Refusal);
            SignerLog.Stopped(logger, refusal.Code);
            return refusal;
        }
        catch (OperationCanceledException)
        {
            return SigningPermit.NotWitnessed;
        }
    }

    private void Grant()
    {
        UnusedKeys.Destroy(record, keys, logger);
        permit.Grant();
        SignerLog.Witnessed(logger);
    }

    /// <summary>
    /// Witnesses that held another history were put right: the started leaf is covered late.
    /// </summary>
    private void GrantLate()
    {
        if (Witnessed is { IsCompletedSuccessfully: true, Result: not null } && !permit.IsGranted
            && record.Journal.Head is { } head && head.Size > started) Grant();
    }

    /// <summary>What witnesses said of another history, into the record's counts and the log.</summary>
    private void TakeConflicts()
    {
        while (record.Journal.TryTakeSeen(out WitnessConflict? seen))
        {
            Refusal refusal = SigningPermit.Explain(seen.Outcome);
            taken.Count(refusal);
            SignerLog.WitnessConflict(logger, seen.Witness, refusal.Code, seen.HeldSize, seen.OwnSize);
        }
    }

    private async Task Run()
    {
        ulong lastTry = snapshots.Covered;
        try
        {
            while (true)
            {
                await Task.Delay(Interval, stopping.Token);
                TakeConflicts();
                GrantLate();
                RecordRefusals(isLast: false);
                if (record.Journal.Size - lastTry >= snapshotEvery) lastTry = await TakeSnapshot();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>A snapshot that cannot be written only makes the next start slower.</summary>
    private async Task<ulong> TakeSnapshot()
    {
        ulong size = record.Journal.Size;
        try
        {
            await snapshots.TakeAsync();
        }
        catch (IOException exception)
        {
            SignerLog.SnapshotFailed(logger, exception);
        }

        return size;
    }

    private void RecordRefusals(bool isLast)
    {
        using RecordedState.Turn turn = record.Take();
        if (refusals.Take(LeafStamps.At(record.Clock.Now()), isLast) is { } leaf) turn.Record(leaf);
    }
}
