using Npgsql;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Server.Chains;
using Strongroom.Server.Chains.Ethereum;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Deposits;

/// <summary>
/// Follows every chain block by block, by height and hash. Where a parent does not fit, it goes back to the
/// common ancestor and takes back what it saw since. A block's deposits and its place commit together.
/// </summary>
internal sealed class ChainFollower : BackgroundService
{
    private const int BlocksKept = 2000;
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(500);

    private readonly Database _database;
    private readonly ChainView _chains;
    private readonly DepositTable _deposits;
    private readonly TimeProvider _clock;
    private readonly ILogger<ChainFollower> _log;

    public ChainFollower(
        Database database, ChainView chains, DepositTable deposits, TimeProvider clock,
        ILogger<ChainFollower> log)
    {
        _database = database;
        _chains = chains;
        _deposits = deposits;
        _clock = clock;
        _log = log;
    }

    /// <summary>
    /// One step: back, forward, or credit what is deep enough. False when there is nothing to do.
    /// </summary>
    internal async Task<bool> StepAsync(string chain, CancellationToken stop)
    {
        if (!_chains.Registry.TryGet(out RegistryCopy? registry, out _)) return false;
        if (!registry.Chains.TryGetValue(chain, out ChainTerms? terms)) return false;
        if (!(await _chains.Nodes.ConnectAsync(chain, stop)).TryGet(out EthereumNodes? nodes, out _))
            return false;
        if (!(await nodes.HeightAsync(stop)).TryGet(out ulong height, out _)) return false;
        await using DbScope scope = await _database.BeginAsync(stop);
        // One Server follows a chain at a time.
        bool isTurn = await scope.Command("SELECT pg_try_advisory_xact_lock(hashtextextended(@chain, 2))")
            .With("chain", chain).FirstAsync(row => row.GetBoolean(0), stop);
        if (!isTurn) return false;
        (long Height, Hash32 Hash)? last = await ReadLastAsync(scope, chain, stop);
        if (last is { } known && !await IsCanonicalAsync(nodes, known, stop))
        {
            await RewindAsync(scope, nodes, chain, known.Height, stop);
            await scope.CommitAsync(stop);
            return true;
        }

        // A chain is followed from its registration on: nobody had an address here before.
        long next = last is { } at ? at.Height + 1 : (long)height;
        bool hasMoved = next <= (long)height
            && await ForwardAsync(scope, nodes, terms.Chain, registry, next, stop);
        long seenTo = hasMoved ? next : next - 1;
        int credited = await _deposits.CreditAsync(scope, chain, seenTo + 1 - terms.Confirmations, stop);
        await scope.CommitAsync(stop);
        return hasMoved || credited > 0;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_chains.Nodes.Chains.Select(chain => FollowAsync(chain, stoppingToken)));

    private async Task FollowAsync(string chain, CancellationToken stop)
    {
        await Task.Yield();
        bool isFollowing = true;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                bool hasMoved = await StepAsync(chain, stop);
                isFollowing = true;
                if (hasMoved) continue;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem) when (
                problem is NpgsqlException or EthereumNodeException or TimeoutException
                or HttpRequestException or IOException or StorageException)
            {
                if (isFollowing) DepositsLog.FollowingStopped(_log, chain, problem.Message);
                isFollowing = false;
            }

            await Task.Delay(s_poll, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> ForwardAsync(
        DbScope scope, EthereumNodes nodes, ChainId chain, RegistryCopy registry, long next,
        CancellationToken stop)
    {
        if (!(await nodes.BlockAsync((ulong)next, stop)).TryGet(out NodeBlock<Hash32>? block, out _))
            return false;
        if (block is null) return false;
        (long Height, Hash32 Hash)? last = await ReadLastAsync(scope, chain.ToString(), stop);
        if (last is { } parent && parent.Hash != block.ParentHash) return false;
        List<SeenTransfer>? seen = await BlockReading.ReadAsync(nodes, block, chain, registry, stop);
        if (seen is null) return false;
        await scope.Command("INSERT INTO chain_block (chain, height, hash) VALUES (@chain, @height, @hash)")
            .With("chain", chain.ToString()).With("height", next).With("hash", block.Hash.ToBytes())
            .RunOneAsync(stop);
        await scope.Command("DELETE FROM chain_block WHERE chain = @chain AND height <= @old")
            .With("chain", chain.ToString()).With("old", next - BlocksKept).RunAsync(stop);
        await _deposits.StoreAsync(scope, chain.ToString(), block, seen, stop);
        return true;
    }

    private async Task RewindAsync(
        DbScope scope, EthereumNodes nodes, string chain, long from, CancellationToken stop)
    {
        List<(long Height, Hash32 Hash)> kept = await scope.Command("""
            SELECT height, hash FROM chain_block WHERE chain = @chain ORDER BY height DESC LIMIT @max
            """).With("chain", chain).With("max", BlocksKept)
            .ListAsync(row => (row.GetInt64(0), Hash32.FromBytes(row.GetBytes(1))), stop);
        long ancestor = kept[^1].Height - 1;
        foreach ((long height, Hash32 hash) in kept)
        {
            if (!await IsCanonicalAsync(nodes, (height, hash), stop)) continue;
            ancestor = height;
            break;
        }

        DepositsLog.Reorganised(_log, chain, from, ancestor);
        await _deposits.OrphanAsync(scope, chain, ancestor, stop);
        await scope.Command("DELETE FROM chain_block WHERE chain = @chain AND height > @ancestor")
            .With("chain", chain).With("ancestor", ancestor).RunAsync(stop);
    }

    // A height above the head is not canonical either: the chain became shorter.
    private static async Task<bool> IsCanonicalAsync(
        EthereumNodes nodes, (long Height, Hash32 Hash) known, CancellationToken stop)
    {
        NodeAnswer<NodeBlock<Hash32>?> answer = await nodes.BlockAsync((ulong)known.Height, stop);
        if (!answer.TryGet(out NodeBlock<Hash32>? block, out Refusal? refusal))
            throw new EthereumNodeException(refusal.Code);
        return block?.Hash == known.Hash;
    }

    private static async Task<(long Height, Hash32 Hash)?> ReadLastAsync(
        DbScope scope, string chain, CancellationToken stop)
    {
        List<(long, Hash32)> last = await scope.Command("""
            SELECT height, hash FROM chain_block WHERE chain = @chain ORDER BY height DESC LIMIT 1
            """).With("chain", chain).ListAsync(
            row => (row.GetInt64(0), Hash32.FromBytes(row.GetBytes(1))), stop);
        return last.Count == 0 ? null : last[0];
    }
}
