using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Roster;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Keys;
using Strongroom.Signer.Registry;

namespace Strongroom.Signer.Hosting;

/// <summary>
/// An opened Signer: its folder locked, its journal folded, its seed in locked memory, its started leaf
/// written. It decides and signs nothing before witnesses cosigned that leaf.
/// </summary>
internal sealed class SignerInstance : IAsyncDisposable
{
    private readonly OpenFolder opened;
    private readonly OpenJournal open;
    private readonly AccountKeys keys;
    private readonly SnapshotKeeper snapshots;
    private readonly Housekeeping housekeeping;

    private SignerInstance(
        OpenFolder opened, OpenJournal open, AccountKeys keys, SignerSettings settings, ILogger logger)
    {
        this.opened = opened;
        this.open = open;
        this.keys = keys;
        DecisionClock clock = new(settings.Time, opened.Founding.Founding.Profile == Profile.Production);
        clock.Advance(open.State.Time);
        Record = new RecordedState(open.State, open.Journal, clock, settings.Fatal);
        SigningPermit permit = new(open.Journal, clock);
        Pipeline = new SigningPipeline(
            Record, permit, new AddressBook(keys, opened.JournalKey), settings.CosigningMax);
        snapshots = new SnapshotKeeper(Record, open.Shelf, settings.Fatal, logger);
        if (open.Snapshot is not null) snapshots.Adopt(open.Snapshot);
        housekeeping = new Housekeeping(Pipeline.Bench, snapshots, settings.SnapshotEvery, logger);
    }

    internal SigningPipeline Pipeline { get; }

    internal RecordedState Record { get; }

    /// <summary>
    /// Leaves that the snapshot covered from which this start went on; 0 when all were folded.
    /// </summary>
    internal ulong StartedFromSnapshot => open.Snapshot?.Seal.Size ?? 0;

    internal FoundingLeaf Founding => opened.Founding;

    /// <summary>Opens a founded data folder. The unlock secret is not kept.</summary>
    internal static async Task<(SignerInstance? Signer, Refusal? Refusal)> OpenAsync(
        SignerSettings settings, SecretBytes unlock, ILogger logger)
    {
        if (!OpenFolder.TryOpen(settings.Folder, out OpenFolder? folder, out Refusal? refusal))
            return (null, refusal);
        SignerInstance? signer = null;
        AccountKeys? unlocked = null;
        try
        {
            if (!OpenKeystore.TryRun(
                folder, unlock, (settings.Time, logger), out Keystore? keystore, out refusal))
                return (null, refusal);
            unlocked = new AccountKeys(keystore, NativeKeys.LabelOf(
                folder.Founding.Institution.ToBytes(), folder.JournalKey.PublicKey));
            (OpenJournal? journal, refusal) = await OpenJournal.OpenAsync(folder, settings, logger);
            if (journal is null) return (null, refusal);
            SignerLog.Opened(
                logger, folder.Founding.Institution.ToString(), folder.Founding.Founding.Profile.ToString(),
                journal.State.Size);
            signer = new SignerInstance(folder, journal, unlocked, settings, logger);
            return (signer, null);
        }
        finally
        {
            if (signer is null)
            {
                unlocked?.Dispose();
                folder.Dispose();
            }
        }
    }

    /// <summary>Ends when the started leaf is cosigned; or the refusal that it never will be.</summary>
    internal Task<Refusal?> WitnessedAsync() => housekeeping.Witnessed;

    internal Task<SnapshotSeal> TakeSnapshotAsync() => snapshots.TakeAsync();

    /// <summary>An orderly stop: what was counted is recorded, what was appended is durable.</summary>
    public async ValueTask DisposeAsync()
    {
        await housekeeping.DisposeAsync();
        await open.Journal.DisposeAsync();
        snapshots.Dispose();
        keys.Dispose();
        opened.Dispose();
    }
}
