using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Registry;

/// <summary>
/// Takes snapshots: seals the state under the turn, writes the file beside the running Signer, records its
/// leaf, and lets the pages take the place of what they hold in memory.
/// </summary>
internal sealed class SnapshotKeeper(
    RecordedState record, SnapshotShelf shelf, Action<Exception> fatal, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);
    private SnapshotFile? inUse;

    /// <summary>Leaves that the last snapshot covers.</summary>
    internal ulong Covered { get; private set; }

    /// <summary>The pages that the state was opened from; kept open as long as they are read.</summary>
    internal void Adopt(SnapshotFile snapshot)
    {
        snapshot.Broken = fatal;
        inUse = snapshot;
        Covered = snapshot.Seal.Size;
    }

    internal async Task<SnapshotSeal> TakeAsync()
    {
        await one.WaitAsync();
        try
        {
            (IStateTable table, byte[] head, ulong size, Task durable) = SealState();
            await durable;
            JournalStart start = record.Journal.StartAt(size);
            SnapshotSeal seal = await Task.Run(() => SnapshotWriter.Write(shelf.Folder, table, head, start));
            Rest(seal);
            await RecordLeaf(seal);
            SignerLog.SnapshotWritten(logger, seal.Size, seal.Pages);
            shelf.Prune();
            return seal;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose()
    {
        inUse?.Dispose();
        one.Dispose();
    }

    private (IStateTable Table, byte[] Head, ulong Size, Task Durable) SealState()
    {
        using RecordedState.Turn turn = record.Take();
        return (turn.State.SealTable(), turn.State.WriteHead(), turn.State.Size, turn.Durable);
    }

    /// <summary>The state reads its pages from the new file from here on.</summary>
    private void Rest(SnapshotSeal seal)
    {
        string path = Path.Combine(shelf.Folder, SnapshotWriter.FileName(seal.Size));
        bool isOpen = SnapshotFile.TryOpen(path, out SnapshotFile? pages);
        Cryptography.Invariant.Holds(isOpen && pages!.Seal.Root == seal.Root);
        pages!.Broken = fatal;
        using (RecordedState.Turn turn = record.Take()) turn.State.Rebase(pages);
        inUse?.Dispose();
        inUse = pages;
        Covered = seal.Size;
    }

    private async Task RecordLeaf(SnapshotSeal seal)
    {
        JournalEntry entry;
        using (RecordedState.Turn turn = record.Take())
        {
            entry = turn.Record(new SnapshotLeaf(
                LeafStamps.At(record.Clock.Now()), Digest.FromBytes(seal.Root.ToBytes()), seal.Pages, (
                    long)seal.Size,
                Digest.FromBytes(seal.Head)));
        }

        await entry.Durable;
    }
}
