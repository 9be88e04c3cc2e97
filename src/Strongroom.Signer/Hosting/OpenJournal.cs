using Strongroom.Registry;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Registry;

namespace Strongroom.Signer.Hosting;

/// <summary>
/// The journal with the state that it folds to: from the newest snapshot that its own leaf confirms, else
/// from leaf 0. A snapshot can be slow to replace, never wrong.
/// </summary>
internal sealed record OpenJournal(Journal Journal, State State, SnapshotShelf Shelf, SnapshotFile? Snapshot)
{
    internal static async Task<(OpenJournal? Open, Refusal? Refusal)> OpenAsync(
        OpenFolder folder, SignerSettings settings, ILogger logger)
    {
        FoundingLeaf founding = folder.Founding;
        if (!WitnessAddresses.TryMatch(founding.Witnesses, founding.Founding.WitnessesMin, settings.Witnesses,
            out List<WitnessEndpoint>? witnesses, out Refusal? refusal)) return (null, refusal);
        JournalOptions options = new()
        {
            Folder = folder.Paths.Journal,
            Origin = founding.JournalKey.Name,
            SigningKey = folder.JournalKey,
            Witnesses = witnesses,
            WitnessesMin = founding.Founding.WitnessesMin,
            Fatal = settings.Fatal,
        };
        SnapshotShelf shelf = new(folder.Paths.Snapshots);
        foreach (string path in shelf.Newest())
        {
            if (await FromSnapshot(options, shelf, path) is { } open) return (open, null);
            SignerLog.SnapshotUnused(logger, Path.GetFileName(path));
            SnapshotShelf.SetAside(path);
        }

        return FromFirstLeaf(options, shelf);
    }

    private static (OpenJournal? Open, Refusal? Refusal) FromFirstLeaf(
        JournalOptions options, SnapshotShelf shelf)
    {
        StateFolding folding = StateFolding.FromFirstLeaf();
        return Journal.TryOpen(
            options with { Fold = folding.Take }, out Journal? journal, out Refusal? refusal)
            ? (new OpenJournal(journal, folding.State!, shelf, null), null)
            : (null, refusal);
    }

    private static async Task<OpenJournal?> FromSnapshot(
        JournalOptions options, SnapshotShelf shelf, string path)
    {
        if (!SnapshotFile.TryOpen(path, out SnapshotFile? snapshot)) return null;
        if (StateFolding.From(snapshot) is { } folding
            && Journal.TryOpen(
                options with { Start = snapshot.Journal, Fold = folding.Take }, out Journal? journal, out _))
        {
            if (folding is { IsConfirmed: true, Failure: null })
                return new OpenJournal(journal, folding.State!, shelf, snapshot);
            await journal.DisposeAsync();
        }

        snapshot.Dispose();
        return null;
    }
}
