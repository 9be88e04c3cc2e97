using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Roster;
using Strongroom.Signer.Activation;
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
    private readonly Keyring keys;
    private readonly SnapshotKeeper snapshots;
    private readonly Housekeeping housekeeping;

    private SignerInstance(
        OpenFolder opened, OpenJournal open, Keyring keys, (SignerSettings Settings, ILogger Logger) with)
    {
        (SignerSettings settings, ILogger logger) = with;
        this.opened = opened;
        this.open = open;
        this.keys = keys;
        DecisionClock clock = new(settings.Time, opened.Founding.Founding.Profile == Profile.Production);
        clock.Advance(open.State.Time);
        Record = new RecordedState(open.State, open.Journal, clock, settings.Fatal);
        SigningPermit permit = new(open.Journal, clock, opened.Terms is null);
        Pipeline = new SigningPipeline(
            Record, permit, new AddressBook(keys, opened.JournalKey), settings.CosigningMax);
        if (opened.Terms is { } terms)
        {
            Activation = new ActivateSigner(
                terms, Pipeline.Bench,
                unlock => (TryUnlock(unlock, permit, with, out Keyring? unlocked, out Refusal? refusal)
                    ? unlocked : null, refusal));
        }

        snapshots = new SnapshotKeeper(Record, open.Shelf, settings.Fatal, logger);
        if (open.Snapshot is not null) snapshots.Adopt(open.Snapshot);
        housekeeping = new Housekeeping(Pipeline.Bench, snapshots, settings.SnapshotEvery, logger);
    }

    internal SigningPipeline Pipeline { get; }

    internal RecordedState Record { get; }

    /// <summary>
    /// Where custodians bring their shares; null where the keys were unlocked at the start.
    /// </summary>
    internal ActivateSigner? Activation { get; }

    /// <summary>
    /// Leaves that the snapshot covered from which this start went on; 0 when all were folded.
    /// </summary>
    internal ulong StartedFromSnapshot => open.Snapshot?.Seal.Size ?? 0;

    internal FoundingLeaf Founding => opened.Founding;

    /// <summary>
    /// Opens a founded data folder. The unlock secret is not kept; without one the keys wait for the
    /// custodians.
    /// </summary>
    internal static async Task<(SignerInstance? Signer, Refusal? Refusal)> OpenAsync(
        SignerSettings settings, SecretBytes? unlock, ILogger logger)
    {
        if (!OpenFolder.TryOpen(settings.Folder, out OpenFolder? folder, out Refusal? refusal))
            return (null, refusal);
        SignerInstance? signer = null;
        Keyring? unlocked = null;
        try
        {
            if (!TryOpenKeys(folder, unlock, (settings.Time, logger), out unlocked, out refusal))
                return (null, refusal);
            (OpenJournal? journal, refusal) = await OpenJournal.OpenAsync(folder, settings, logger);
            if (journal is null) return (null, refusal);
            SignerLog.Opened(
                logger, folder.Founding.Institution.ToString(), folder.Founding.Founding.Profile.ToString(),
                journal.State.Size);
            signer = new SignerInstance(folder, journal, unlocked, (settings, logger));
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

    private static bool TryOpenKeys(
        OpenFolder folder, SecretBytes? unlock, (TimeProvider Time, ILogger Logger) with,
        [NotNullWhen(true)] out Keyring? keyring, [NotNullWhen(false)] out Refusal? refusal)
    {
        if (unlock is not null) return OpenKeyring.TryRun(folder, unlock, with, out keyring, out refusal);
        keyring = folder.TryReadTerms(out refusal) ? new Keyring(NativeKeys.LabelOf(folder)) : null;
        return keyring is not null;
    }

    /// <summary>The keyring, for a permit that is not given before it is filled.</summary>
    private bool TryUnlock(
        SecretBytes unlock, SigningPermit permit, (SignerSettings Settings, ILogger Logger) with,
        [NotNullWhen(true)] out Keyring? unlocked, [NotNullWhen(false)] out Refusal? refusal)
    {
        if (!OpenKeyring.TryRun(
            opened, unlock, (with.Settings.Time, with.Logger), out unlocked, out refusal)) return false;
        if (permit.IsGranted) UnusedKeys.Destroy(Record, unlocked, with.Logger);
        return true;
    }

    /// <summary>Ends when the started leaf is cosigned; or the refusal that it never will be.</summary>
    internal Task<Refusal?> WitnessedAsync() => housekeeping.Witnessed;

    internal Task<SnapshotSeal> TakeSnapshotAsync() => snapshots.TakeAsync();

    /// <summary>An orderly stop: what was counted is recorded, what was appended is durable.</summary>
    public async ValueTask DisposeAsync()
    {
        await housekeeping.DisposeAsync();
        Activation?.Dispose();
        await open.Journal.DisposeAsync();
        snapshots.Dispose();
        keys.Dispose();
        opened.Dispose();
    }
}
