using System.Numerics;
using Npgsql;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Server.Audit;
using Strongroom.Server.Chains;
using Strongroom.Server.Chains.Ethereum;
using Strongroom.Server.Http;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Ledger;

/// <summary>
/// POST /v1/reconciliations compares the ledger with the chain, account by account, in a recorded job; GET
/// /v1/reconciliations/latest shows the result. Both sides are read as of the last block that was followed:
/// deposits seen count on the ledger's side, and movements under way are named by their accounts' held sums.
/// </summary>
internal sealed class Reconcile
{
    internal const string Job = "reconcile";

    private const int BatchMax = 500;
    private const int LinesMax = 1000;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly Database _database;
    private readonly ChainNodes _nodes;
    private readonly ActivityLog _activity;
    private readonly TimeProvider _clock;

    public Reconcile(Database database, ChainNodes nodes, ActivityLog activity, TimeProvider clock)
    {
        _database = database;
        _nodes = nodes;
        _activity = activity;
        _clock = clock;
    }

    internal sealed record Line(string Account, string Asset, long Height, string Ledger, string Chain);

    /// <summary>State: running, agreed or differs. Lines that differ come first.</summary>
    internal sealed record Output(
        string Id, string State, string RequestedAt, string? FinishedAt, IReadOnlyList<Line> Lines);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/reconciliations", (HttpContext http, Reconcile useCase) =>
            Idempotency.RunAsync(http, useCase._database, scope => useCase.RequestAsync(scope, http)))
            .WithSummary("Compare the ledger with the chain (needs an Idempotency-Key)")
            .Produces<Output>(StatusCodes.Status202Accepted).Needs(ApiScope.Reconcile);
        app.MapGet("/v1/reconciliations/latest", (Reconcile useCase, CancellationToken stop) =>
            useCase.LatestAsync(stop)).WithSummary("The newest reconciliation").Produces<Output>()
                .Needs(ApiScope.Read);
    }

    private async Task<Answer> RequestAsync(DbScope scope, HttpContext http)
    {
        CancellationToken stop = http.RequestAborted;
        DateTimeOffset now = _clock.GetUtcNow();
        Guid id = NewId.At(now);
        await scope.Command(
            "INSERT INTO reconciliation (id, state, requested_at) VALUES (@id, 'running', @now)")
            .With("id", id).With("now", now).RunOneAsync(stop);
        await scope.EnqueueAsync(Job, id.ToString("D"), now, stop);
        await _activity.AppendAsync(scope, SignedRequest.Of(http).Actor, "reconciliation-requested",
            CanonicalObject.Of(("reconciliation", id.ToString("D"))), stop);
        Output output = new(id.ToString("D"), "running", Timestamp.From(now).ToString(), null, []);
        return Answer.Accepted("/v1/reconciliations/latest", output, ApiJson.Default.ReconciliationOutput);
    }

    private async Task<Answer> LatestAsync(CancellationToken stop)
    {
        await using DbScope scope = await _database.BeginAsync(stop);
        Output? newest = await scope.Command("""
            SELECT id, state, requested_at, finished_at FROM reconciliation ORDER BY requested_at DESC LIMIT 1
            """).FirstAsync(row => new Output(
                row.GetGuid(0).ToString("D"), row.GetString(1), Timestamp.From(row.GetTime(2)).ToString(),
                row.GetTimeOrNull(3) is { } time ? Timestamp.From(time).ToString() : null, []), stop);
        if (newest is null)
        {
            return Answer.Refused(new Refusal(
                LedgerCallRefusal.NeverReconciled, "No reconciliation was made yet.", null,
                "POST /v1/reconciliations first"));
        }

        List<Line> lines = await scope.Command("""
            SELECT account, asset, height, ledger, chain FROM reconciliation_line WHERE reconciliation = @id
            ORDER BY ledger = chain, account, asset LIMIT @max
            """).With("id", Guid.Parse(newest.Id)).With("max", LinesMax).ListAsync(row => new Line(
                row.GetGuid(0).ToString("D"), row.GetString(1), row.GetInt64(2), row.GetMoneyText(3),
                row.GetMoneyText(4)), stop);
        return Answer.Ok(newest with { Lines = lines }, ApiJson.Default.ReconciliationOutput);
    }

    /// <summary>The job: one batch of accounts after another, each a transaction of its own.</summary>
    internal async Task<JobOutcome> RunAsync(string key, CancellationToken stop)
    {
        Guid id = Guid.Parse(key);
        while (true)
        {
            List<Held> batch = await ReadBatchAsync(id, stop);
            if (batch.Count == 0) break;
            foreach (Held held in batch)
            {
                if (await ChainBalanceAsync(held, stop) is not { } chain) return JobOutcome.After(s_pause);
                await StoreAsync(id, held, chain.BaseUnits.ToBigInteger(), stop);
            }
        }

        await FinishAsync(id, stop);
        return JobOutcome.Done;
    }

    // The ledger's sum for one address and asset as of the followed height: what is posted, and deposits
    // seen.
    // Where a signed movement is under way the chain may be ahead: those accounts wait for the next
    // comparison.
    private Task<List<Held>> ReadBatchAsync(Guid id, CancellationToken stop) => ReadAsync(async scope =>
        await scope.Command("""
            SELECT a.id, a.address, l.asset, max(b.height),
                sum(l.credits_posted) - sum(l.debits_posted)
                    + sum(CASE WHEN l.kind = 'custody' THEN l.credits_pending ELSE 0 END)
                    - coalesce((SELECT sum(i.amount) FROM movement i WHERE i.to_account = a.id
                        AND i.kind = 'internal-move' AND i.asset = l.asset
                        AND i.state IN ('Requested', 'AwaitingApproval', 'Approved')), 0)
            FROM account a
            JOIN ledger_account l ON l.owner = a.id
            JOIN LATERAL (SELECT height FROM chain_block WHERE chain = a.chain ORDER BY height DESC LIMIT 1) b ON true
            WHERE a.address IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM reconciliation_line r
                WHERE r.reconciliation = @id AND r.account = a.id AND r.asset = l.asset)
              AND NOT EXISTS (
                SELECT 1 FROM movement m WHERE (m.account = a.id OR m.to_account = a.id)
                AND m.state IN ('Signed', 'Broadcast'))
            GROUP BY a.id, a.address, l.asset ORDER BY a.id LIMIT @max
            """).With("id", id).With("max", BatchMax).ListAsync(Held.Read, stop), stop);

    private async Task<Amount?> ChainBalanceAsync(Held held, CancellationToken stop)
    {
        NodeAnswer<EthereumNodes> connected = await _nodes.ConnectAsync(held.Asset.Chain.ToString(), stop);
        if (!connected.TryGet(out EthereumNodes? nodes, out _)) return null;
        ulong height = (ulong)held.Height;
        NodeAnswer<Amount> answer = held.Asset.TryGetErc20(out EthereumAddress token)
            ? await nodes.TokenBalanceAsync(token, held.Address, height, stop)
            : await nodes.BalanceAsync(held.Address, height, stop);
        return answer.TryGet(out Amount balance, out _) ? balance : null;
    }

    private Task<int> StoreAsync(Guid id, Held held, BigInteger chain, CancellationToken stop) =>
        ReadAsync(scope => scope.Command("""
            INSERT INTO reconciliation_line (reconciliation, account, asset, height, ledger, chain)
            VALUES (@id, @account, @asset, @height, @ledger, @chain) ON CONFLICT DO NOTHING
            """).With("id", id).With("account", held.Account).With("asset", held.Asset.ToString())
            .With("height", held.Height).WithMoney("ledger", held.Ledger).WithMoney("chain", chain)
            .RunAsync(stop), stop);

    private Task<int> FinishAsync(Guid id, CancellationToken stop) => ReadAsync(async scope =>
    {
        int finished = await scope.Command("""
            UPDATE reconciliation SET finished_at = now(), state = CASE WHEN EXISTS (
                SELECT 1 FROM reconciliation_line WHERE reconciliation = @id AND ledger <> chain)
                THEN 'differs' ELSE 'agreed' END
            WHERE id = @id AND state = 'running'
            """).With("id", id).RunAsync(stop);
        await _activity.AppendAsync(scope, ActivityLog.Server, "reconciliation-finished",
            CanonicalObject.Of(("reconciliation", id.ToString("D"))), stop);
        return finished;
    }, stop);

    private async Task<T> ReadAsync<T>(Func<DbScope, Task<T>> run, CancellationToken stop)
    {
        await using DbScope scope = await _database.BeginAsync(stop);
        T result = await run(scope);
        await scope.CommitAsync(stop);
        return result;
    }

    private sealed record Held(
        Guid Account, EthereumAddress Address, AssetId Asset, long Height, BigInteger Ledger)
    {
        internal static Held Read(NpgsqlDataReader row)
        {
            bool isAddress = EthereumAddress.TryParse(row.GetString(1), out EthereumAddress address, out _);
            Cryptography.Invariant.Holds(isAddress);
            return new Held(row.GetGuid(0), address, row.GetAsset(2), row.GetInt64(3), row.GetMoney(4));
        }
    }
}
