using Strongroom.Server.Http;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Withdrawals;

/// <summary>
/// GET /v1/withdrawals (of all or of one client) and GET /v1/withdrawals/{id} (top-ups too).
/// </summary>
internal static class ShowWithdrawals
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/withdrawals", ListAsync).WithSummary("Withdrawals and internal moves, oldest first")
            .Produces<ListOutput<WithdrawalOutput>>().Needs(ApiScope.Read);
        app.MapGet("/v1/withdrawals/{id:guid}", ShowAsync)
            .WithSummary("One withdrawal, internal move or gas top-up")
            .Produces<WithdrawalOutput>().Needs(ApiScope.Read);
    }

    private static async Task<Answer> ListAsync(
        Guid? client, string? cursor, int? limit, Database database, CancellationToken stop)
    {
        if (!Page.TryRead(cursor, limit, out Page? page, out Refusal? refusal))
            return Answer.Refused(refusal);
        string where = client is null ? "" : "client = @client AND ";
        await using DbScope scope = await database.BeginAsync(stop);
        List<MovementRow> rows = await scope.Command($"""
            SELECT {MovementRow.Columns} FROM movement WHERE {where} kind <> 'gas-top-up' AND id > @after
            ORDER BY id LIMIT @limit
            """).With("client", client).With("after", page.After).With("limit", page.Limit)
            .ListAsync(MovementRow.Read, stop);
        ListOutput<WithdrawalOutput> output = new(
            [.. rows.Select(WithdrawalOutput.Of)], page.NextAfter(rows, row => row.Id));
        return Answer.Ok(output, ApiJson.Default.ListOutputWithdrawalOutput);
    }

    private static async Task<Answer> ShowAsync(Guid id, Database database, CancellationToken stop)
    {
        await using DbScope scope = await database.BeginAsync(stop);
        MovementRow? row = await MovementTable.FindAsync(scope, id, stop);
        return row is null
            ? Answer.Refused(HttpRefusals.NotFound())
            : Answer.Ok(WithdrawalOutput.Of(row), ApiJson.Default.WithdrawalOutput);
    }
}
