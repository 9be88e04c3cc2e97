using Npgsql;
using Strongroom.Audit;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Audit;

/// <summary>
/// Moves pending leaves into the log: indices, frontier and signed checkpoint commit in one transaction, and
/// the head's primary key makes that a compare-and-set, so that two sequencers cannot show two histories.
/// Files are derived afterwards.
/// </summary>
internal sealed class Sequencer : BackgroundService
{
    private const int BatchMax = 1000;
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    private readonly Database _database;
    private readonly LogKey _key;
    private readonly LogFolder _folder;
    private readonly TimeProvider _clock;
    private readonly ILogger<Sequencer> _log;

    public Sequencer(
        Database database, LogKey key, LogFolder folder, TimeProvider clock, ILogger<Sequencer> log)
    {
        _database = database;
        _key = key;
        _folder = folder;
        _clock = clock;
        _log = log;
    }

    /// <summary>Moves one batch; the number of leaves moved.</summary>
    internal async Task<int> MoveAsync(CancellationToken stop)
    {
        await using DbScope scope = await _database.BeginAsync(stop);
        LogHead head = await LogHead.ReadAsync(scope, stop);
        List<(Guid Id, byte[] Bytes)> leaves = await scope.Command("""
            DELETE FROM pending_leaf WHERE id IN (
                SELECT id FROM pending_leaf ORDER BY created_at, id LIMIT @max FOR UPDATE SKIP LOCKED)
            RETURNING id, bytes
            """).With("max", BatchMax).ListAsync(row => (row.GetGuid(0), row.GetBytes(1)), stop);
        if (leaves.Count == 0) return 0;
        leaves.Sort((left, right) => left.Id.CompareTo(right.Id));
        TreeFrontier frontier = head.Restore();
        using MerkleHasher hasher = new();
        for (int i = 0; i < leaves.Count; i++)
        {
            TreeHash hash = hasher.Leaf(leaves[i].Bytes);
            frontier.Append(hash, hasher);
            await scope.Command(
                "INSERT INTO log_leaf (index, id, bytes, leaf_hash) VALUES (@index, @id, @bytes, @hash)")
                .With("index", head.Size + i).With("id", leaves[i].Id).With("bytes", leaves[i].Bytes)
                .With("hash", hash.ToBytes()).RunOneAsync(stop);
        }

        Checkpoint checkpoint = new(_key.Origin, frontier.Size, frontier.Root(hasher));
        await scope.Command("""
            INSERT INTO log_head (previous, size, frontier, checkpoint, created_at)
            VALUES (@previous, @size, @frontier, @checkpoint, now())
            """).With("previous", head.Size).With("size", (long)frontier.Size)
            .With("frontier", LogHead.Flatten(frontier)).With("checkpoint", _key.Sign(checkpoint))
            .RunOneAsync(stop);
        await scope.CommitAsync(stop);
        return leaves.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                int moved = await MoveAsync(stoppingToken);
                await _folder.CatchUpAsync(_database, stoppingToken);
                if (moved < BatchMax) await Task.Delay(s_interval, _clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem) when (problem is NpgsqlException or TimeoutException or IOException)
            {
                // Another sequencer was faster, or the database is away: nothing was moved.
                AuditLog.SequencerWaits(_log, problem.Message);
                await Task.Delay(s_interval, _clock, CancellationToken.None);
            }
        }
    }
}
