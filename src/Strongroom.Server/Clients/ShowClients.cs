using Strongroom.Server.Http;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Clients;

/// <summary>GET /v1/clients and GET /v1/clients/{id}.</summary>
internal static class ShowClients
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/clients", ListAsync).WithSummary("Clients, oldest first")
            .Produces<ListOutput<ClientOutput>>().Needs(ApiScope.Read);
        app.MapGet("/v1/clients/{id:guid}", ShowAsync).WithSummary("One client")
            .Produces<ClientOutput>().Needs(ApiScope.Read);
    }

    private static async Task<Answer> ListAsync(
        string? cursor, int? limit, Database database, CancellationToken stop)
    {
        if (!Page.TryRead(cursor, limit, out Page? page, out Refusal? refusal))
            return Answer.Refused(refusal);
        await using DbScope scope = await database.BeginAsync(stop);
        List<ClientOutput> clients = await scope.Command(
            $"SELECT {ClientOutput.Columns} FROM client WHERE id > @after ORDER BY id LIMIT @limit")
            .With("after", page.After).With("limit", page.Limit).ListAsync(ClientOutput.Read, stop);
        ListOutput<ClientOutput> output =
            new(clients, page.NextAfter(clients, client => Guid.Parse(client.Id)));
        return Answer.Ok(output, ApiJson.Default.ListOutputClientOutput);
    }

    private static async Task<Answer> ShowAsync(Guid id, Database database, CancellationToken stop)
    {
        await using DbScope scope = await database.BeginAsync(stop);
        ClientOutput? client =
            await scope.Command($"SELECT {ClientOutput.Columns} FROM client WHERE id = @id")
            .With("id", id).FirstAsync(ClientOutput.Read, stop);
        return client is null
            ? Answer.Refused(HttpRefusals.NotFound())
            : Answer.Ok(client, ApiJson.Default.ClientOutput);
    }
}
