using Strongroom.Audit;
using Strongroom.Intents;
using Strongroom.Server.Audit;
using Strongroom.Server.Storage;
using Strongroom.Tests.Storage;

namespace Strongroom.Tests.Audit;

/// <summary>The Server's own record: sequenced once, in files that anybody can verify.</summary>
public sealed class ActivityLogTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sra").FullName;
    private Database _database = null!;
    private LogKey _key = null!;

    public async Task InitializeAsync()
    {
        if (PostgresBinaries.Find() is null) return;
        _database = await TestCluster.NewDatabaseAsync();
        _key = LogKey.Open(Path.Combine(_folder, "log.key"), "demo.example/server");
    }

    public async Task DisposeAsync()
    {
        _key?.Dispose();
        if (_database is not null) await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [PostgresFact]
    public async Task Files_follow_the_database_and_verify()
    {
        LogFolder files = new(Path.Combine(_folder, "log"));
        using Sequencer sequencer = Make(files);
        await AppendAsync(300);
        (await sequencer.MoveAsync(CancellationToken.None)).ShouldBe(300);
        await files.CatchUpAsync(_database, CancellationToken.None);
        Verify(files, 300);
        await AppendAsync(250);
        await sequencer.MoveAsync(CancellationToken.None);
        await files.CatchUpAsync(_database, CancellationToken.None);
        Verify(files, 550);
        // A lost folder is written again from the database.
        LogFolder again = new(Path.Combine(_folder, "again"));
        await again.CatchUpAsync(_database, CancellationToken.None);
        Verify(again, 550);
    }

    [PostgresFact]
    public async Task Two_sequencers_make_one_history()
    {
        await AppendAsync(40);
        using Sequencer first = Make(new LogFolder(Path.Combine(_folder, "a")));
        using Sequencer second = Make(new LogFolder(Path.Combine(_folder, "b")));
        Task<int>[] moving = [Move(first), Move(second), Move(first), Move(second)];
        await Task.WhenAll(moving);
        while (await first.MoveAsync(CancellationToken.None) > 0)
        {
            // What a loser of the race gave back is moved now.
        }

        LogFolder files = new(Path.Combine(_folder, "log"));
        await files.CatchUpAsync(_database, CancellationToken.None);
        Verify(files, 40);
    }

    private static async Task<int> Move(Sequencer sequencer)
    {
        try
        {
            return await sequencer.MoveAsync(CancellationToken.None);
        }
        catch (Npgsql.PostgresException collision) when (collision.SqlState == "23505")
        {
            return 0;
        }
    }

    private Sequencer Make(LogFolder files) => new(
        _database, _key, files, TimeProvider.System,
        Microsoft.Extensions.Logging.Abstractions.NullLogger<Sequencer>.Instance);

    private async Task AppendAsync(int count)
    {
        ActivityLog activity = new(TimeProvider.System);
        await using DbScope scope = await _database.BeginAsync(CancellationToken.None);
        for (int i = 0; i < count; i++)
        {
            await activity.AppendAsync(
                scope, ActivityLog.Server, "tested", CanonicalObject.Of(("number", i)), CancellationToken.None);
        }

        await scope.CommitAsync(CancellationToken.None);
    }

    private void Verify(LogFolder files, ulong size)
    {
        byte[] note = File.ReadAllBytes(files.CheckpointPath);
        SignedCheckpoint.TryParse(note, out SignedCheckpoint? head, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        new LogTrust(_key.Verifier, [], 0).Check(head!, out _).ShouldBeNull();
        head!.Checkpoint.Size.ShouldBe(size);
        using MerkleHasher hasher = new();
        TreeFrontier frontier = new();
        foreach (Tile tile in TileFiles.All(size))
        {
            byte[] bytes = File.ReadAllBytes(files.PathOf(tile));
            if (!tile.IsEntries) continue;
            TreeHash[] hashes = new TreeHash[tile.Width];
            EntryBundle.TryHash(bytes, hashes, hasher).ShouldBeTrue();
            foreach (TreeHash hash in hashes) frontier.Append(hash, hasher);
        }

        frontier.Root(hasher).ShouldBe(head.Checkpoint.Root);
    }
}
