using Npgsql;
using Strongroom.Intents;
using Strongroom.Server.Http;
using Strongroom.Server.Ledger;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Deposits;

/// <summary>GET /v1/clients/{id}/deposits.</summary>
internal static class ShowDeposits
{
    /// <summary>State: seen, credited (deep enough) or orphaned (taken back by a reorganisation).</summary>
    internal sealed record Output(
        string Id, string Account, string Chain, string Asset, string Amount, string From, string TxHash,
        string Part, long Position, long Height, string State, string CreatedAt);

    internal static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/v1/clients/{id:guid}/deposits", RunAsync).WithSummary("A client's deposits, oldest first")
        .Produces<ListOutput<Output>>().Needs(ApiScope.Read);

    private static async Task<Answer> RunAsync(
        Guid id, string? cursor, int? limit, Database database, CancellationToken stop)
    {
        if (!Page.TryRead(cursor, limit, out Page? page, out Refusal? refusal))
            return Answer.Refused(refusal);
        await using DbScope scope = await database.BeginAsync(stop);
        List<Output> deposits = await scope.Command("""
            SELECT d.id, d.account, d.chain, d.asset, d.amount, d.from_address, d.tx_hash, d.part, d.position,
                d.height, d.state, d.created_at
            FROM wallet w JOIN account a ON a.wallet = w.id JOIN deposit d ON d.account = a.id
            WHERE w.client = @client AND d.id > @after ORDER BY d.id LIMIT @limit
            """).With("client", id).With("after", page.After).With("limit", page.Limit).ListAsync(Read, stop);
        ListOutput<Output> output =
            new(deposits, page.NextAfter(deposits, deposit => Guid.Parse(deposit.Id)));
        return Answer.Ok(output, ApiJson.Default.ListOutputDepositOutput);
    }

    private static Output Read(NpgsqlDataReader row) => new(
        row.GetGuid(0).ToString("D"), row.GetGuid(1).ToString("D"), row.GetString(2), row.GetString(3),
        row.GetAmount(4).ToString(), row.GetString(5), "0x" + Convert.ToHexStringLower(row.GetBytes(6)),
        row.GetString(7), row.GetInt64(8), row.GetInt64(9), row.GetString(10),
        Timestamp.From(row.GetTime(11)).ToString());
}
