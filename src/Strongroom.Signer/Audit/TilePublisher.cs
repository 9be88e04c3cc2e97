using System.Buffers;
using System.ComponentModel;
using Strongroom.Audit;
using Strongroom.Cryptography.Storage;

namespace Strongroom.Signer.Audit;

/// <summary>
/// Derives the tiled log from the journal, at most once a second: files first, each by an atomic rename and
/// all made durable by one sync of the file system, then the checkpoint that needs them. Whatever is missing
/// or short after a crash is written again at the start.
/// </summary>
internal sealed class TilePublisher : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string folder;
    private readonly NoteKey log;
    private readonly JournalStore store;
    private readonly Func<CosignedHead?> latest;
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Task loop;
    private ulong? publishedSize;

    internal TilePublisher(string folder, NoteKey log, JournalStore store, Func<CosignedHead?> latest)
    {
        this.folder = folder;
        this.log = log;
        this.store = store;
        this.latest = latest;
        loop = Task.Run(RunAsync);
    }

    /// <summary>Why the last attempt failed; publishing is tried again, for the truth is elsewhere.</summary>
    internal Exception? LastProblem { get; private set; }

    internal async Task PublishAsync()
    {
        await turn.WaitAsync();
        try
        {
            publishedSize ??= Heal();
            if (latest() is { } head && head.Size > publishedSize) Publish(publishedSize.Value, head);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        await TryPublishAsync();
        stopping.Dispose();
        turn.Dispose();
    }

    private async Task RunAsync()
    {
        using PeriodicTimer timer = new(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token)) await TryPublishAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task TryPublishAsync()
    {
        try
        {
            await PublishAsync();
            LastProblem = null;
        }
        catch (Exception problem)
            when (problem is IOException or UnauthorizedAccessException or Win32Exception)
        {
            LastProblem = problem;
        }
    }

    private void Publish(ulong oldSize, CosignedHead head)
    {
        foreach (Tile tile in TileFiles.Added(oldSize, head.Size)) Write(tile);
        DurableFile.SyncFileSystem(folder);
        DurableFile.Replace(CheckpointPath, head.Signed.ToBytes());
        publishedSize = head.Size;
        foreach (Tile tile in TileFiles.Added(oldSize, head.Size)) DropPartial(tile);
    }

    /// <summary>The size that the folder holds completely after missing files were written again.</summary>
    private ulong Heal()
    {
        if (!File.Exists(CheckpointPath)) return 0;
        byte[] bytes = File.ReadAllBytes(CheckpointPath);
        if (!SignedCheckpoint.TryParse(bytes, out SignedCheckpoint? head, out _)) return 0;
        if (new LogTrust(log, [], 0).Check(head, out _) is not null) return 0;
        if (head.Checkpoint.Size > store.Size) return 0;
        using MerkleHasher hasher = new();
        ulong size = head.Checkpoint.Size;
        if (MerkleProofs.Root(size, store.HashAt, hasher) != head.Checkpoint.Root) return 0;
        foreach (Tile tile in TileFiles.All(size))
        {
            if (!tile.IsFull || !IsWhole(tile)) Write(tile);
        }

        DurableFile.SyncFileSystem(folder);
        return size;
    }

    private bool IsWhole(Tile tile)
    {
        FileInfo file = new(PathOf(tile));
        if (!file.Exists) return false;
        return tile.IsEntries ? file.Length > 0 : file.Length == tile.Width * TreeHash.Size;
    }

    private void Write(Tile tile)
    {
        string path = PathOf(tile);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string temporary = path + ".new";
        File.WriteAllBytes(temporary, tile.IsEntries ? Bundle(tile) : TileFiles.HashTile(tile, store.HashAt));
        File.Move(temporary, path, overwrite: true);
    }

    private byte[] Bundle(Tile tile)
    {
        ArrayBufferWriter<byte> bundle = new();
        for (int place = 0; place < tile.Width; place++)
            EntryBundle.Append(bundle, store.Read((tile.Index * Tile.WidthMax) + (ulong)place).Span);
        return bundle.WrittenSpan.ToArray();
    }

    private void DropPartial(Tile tile)
    {
        string partial = Path.Combine(folder, tile.PartialFolder);
        if (tile.IsFull && Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
    }

    private string PathOf(Tile tile) => Path.Combine(folder, tile.Path);

    private string CheckpointPath => Path.Combine(folder, "checkpoint");
}
