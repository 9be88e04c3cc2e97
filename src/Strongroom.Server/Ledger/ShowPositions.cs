using Npgsql;
using Strongroom.Server.Http;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Ledger;

/// <summary>
/// GET /v1/clients/{id}/positions and GET /v1/house-wallets/{id}/positions: what the ledger holds, by asset.
/// </summary>
internal static class ShowPositions
{
    private const int AssetsMax = 1000;

    /// <summary>
    /// In base units: posted (all credited, all paid), held (by withdrawals under way), available (posted
    /// less
    /// held), incoming (deposits not yet deep enough).
    /// </summary>
    internal sealed record Output(
        string Asset, string Posted, string Held, string Available, string Incoming);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/clients/{id:guid}/positions", (Guid id, Database database, CancellationToken stop) =>
            RunAsync("wallet w JOIN account a ON a.wallet = w.id WHERE w.client = @id", id, database, stop))
            .WithSummary("A client's positions").Produces<ListOutput<Output>>().Needs(ApiScope.Read);
        app.MapGet("/v1/house-wallets/{id:guid}/positions", (
            Guid id, Database database, CancellationToken stop) =>
            RunAsync("account a WHERE a.house_wallet = @id", id, database, stop))
            .WithSummary("What a house wallet holds").Produces<ListOutput<Output>>().Needs(ApiScope.Read);
    }

    private static async Task<Answer> RunAsync(
        string accounts, Guid id, Database database, CancellationToken stop)
    {
        await using DbScope scope = await database.BeginAsync(stop);
        List<Output> positions = await scope.Command($"""
            SELECT l.asset, sum(l.credits_posted) - sum(l.debits_posted), sum(l.debits_pending),
                sum(l.credits_posted) - sum(l.debits_posted) - sum(l.debits_pending), sum(l.credits_pending)
            FROM ledger_account l
            WHERE l.kind = 'custody' AND l.owner IN (SELECT a.id FROM {accounts})
            GROUP BY l.asset ORDER BY l.asset LIMIT @max
            """).With("id", id).With("max", AssetsMax).ListAsync(Read, stop);
        return Answer.Ok(new ListOutput<Output>(positions, null), ApiJson.Default.ListOutputPositionOutput);
    }

    // Signed text: an account that a deep reorganisation left short shows it.
    private static Output Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetMoneyText(1), row.GetMoneyText(2), row.GetMoneyText(3),
        row.GetMoneyText(4));
}
