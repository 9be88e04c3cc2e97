using Npgsql;
using Strongroom.Server.Http;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Cold;

/// <summary>
/// GET /v1/cold/pairs?asset=…: clients with a hot and a cold account on the asset's chain, and what each has
/// available; those with most in the hot one first, or least with order=least. What proposals are made from.
/// </summary>
internal static class ShowPairs
{
    private const int PairsMax = 200;

    internal sealed record Output(
        string Client, string Hot, string HotAvailable, string Cold, string ColdAvailable);

    internal static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/v1/cold/pairs", (
            string asset, string? order, Database database, CancellationToken stop) =>
            RunAsync(asset, order == "least", database, stop))
        .WithSummary("Hot and cold accounts of clients, by what is in the hot one")
        .Produces<ListOutput<Output>>().Needs(ApiScope.Read);

    private static async Task<Answer> RunAsync(
        string asset, bool isLeast, Database database, CancellationToken stop)
    {
        await using DbScope scope = await database.BeginAsync(stop);
        List<Output> pairs = await scope.Command($"""
            SELECT w.client, h.id, {Available("lh")}, c.id, {Available("lc")}
            FROM account h JOIN wallet w ON w.id = h.wallet
            JOIN account c ON c.wallet = w.id AND c.chain = h.chain
                AND c.temperature = 'cold' AND c.address IS NOT NULL
            LEFT JOIN ledger_account lh ON lh.owner = h.id AND lh.asset = @asset AND lh.kind = 'custody'
            LEFT JOIN ledger_account lc ON lc.owner = c.id AND lc.asset = @asset AND lc.kind = 'custody'
            WHERE h.temperature = 'hot' AND h.address IS NOT NULL AND h.chain = split_part(@asset, '/', 1)
            ORDER BY CASE WHEN @least THEN {Available("lh")} ELSE -{Available("lh")} END, h.id, c.id
            LIMIT @max
            """).With("asset", asset).With("least", isLeast).With("max", PairsMax).ListAsync(Read, stop);
        return Answer.Ok(new ListOutput<Output>(pairs, null), ApiJson.Default.ListOutputAccountPairOutput);
    }

    private static string Available(string of) =>
        $"greatest(0, coalesce({of}.credits_posted - {of}.debits_posted - {of}.debits_pending, 0))";

    private static Output Read(NpgsqlDataReader row) => new(
        row.GetGuid(0).ToString("D"), row.GetGuid(1).ToString("D"), row.GetMoneyText(2),
        row.GetGuid(3).ToString("D"), row.GetMoneyText(4));
}
