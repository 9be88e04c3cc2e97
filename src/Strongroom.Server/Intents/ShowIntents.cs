using System.Text.Json;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Server.Http;
using Strongroom.Server.Policies;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Intents;

/// <summary>GET /v1/intents, GET /v1/intents/{digest} and its exact canonical bytes.</summary>
internal static class ShowIntents
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/intents", ListAsync)
            .WithSummary("Intents, oldest first, of one state when it is named")
            .Produces<ListOutput<IntentOutput>>().Needs(ApiScope.Read);
        app.MapGet("/v1/intents/{digest}", ShowAsync)
            .WithSummary("One intent with its statements and the preview of the policy")
            .Produces<IntentDetailOutput>().Needs(ApiScope.Read);
        app.MapGet("/v1/intents/{digest}/bytes", BytesAsync)
            .WithSummary("The exact canonical bytes of an intent")
            .Needs(ApiScope.Read);
    }

    private static async Task<Answer> ListAsync(
        string? state, string? cursor, int? limit, Database database, CancellationToken stop)
    {
        if (!Page.TryRead(cursor, limit, out Page? page, out Refusal? refusal))
            return Answer.Refused(refusal);
        if (state is not null && !IntentState.All.Contains(state, StringComparer.Ordinal))
            return Answer.Refused(HttpRefusals.Value("state", string.Join(", ", IntentState.All)));
        string where = state is null ? "" : "state = @state AND ";
        await using DbScope scope = await database.BeginAsync(stop);
        List<IntentRow> rows = await scope.Command($"""
            SELECT {IntentRow.Columns} FROM intent WHERE {where} id > @after ORDER BY id LIMIT @limit
            """).With("state", state).With("after", page.After).With("limit", page.Limit)
            .ListAsync(IntentRow.Read, stop);
        ListOutput<IntentOutput> output = new(
            [.. rows.Select(IntentOutput.Of)], page.NextAfter(rows, row => row.Intent.Id.Value.ToGuid()));
        return Answer.Ok(output, ApiJson.Default.ListOutputIntentOutput);
    }

    private static async Task<Answer> ShowAsync(
        string digest, Database database, RegistryWatch registry, PreviewPolicy preview,
        CancellationToken stop)
    {
        if (!Digest.TryParse(digest, out Digest parsed, out Refusal? refusal)) return Answer.Refused(refusal);
        await using DbScope scope = await database.BeginAsync(stop);
        IntentRow? row = await IntentTable.FindAsync(scope, parsed, stop);
        if (row is null) return Answer.Refused(HttpRefusals.NotFound());
        List<SignedStatement> statements = await StatementTable.ListAsync(scope, parsed, stop);
        Decision? decision = registry.TryGet(out RegistryCopy? copy, out _)
            ? await preview.EvaluateAsync(scope, copy, row.Intent, statements, stop)
            : null;
        IntentDetailOutput output = new(
            IntentOutput.Of(row), [.. statements.Select(Json)], PreviewOutput.Of(decision));
        return Answer.Ok(output, ApiJson.Default.IntentDetailOutput);
    }

    private static async Task<IResult> BytesAsync(string digest, Database database, CancellationToken stop)
    {
        if (!Digest.TryParse(digest, out Digest parsed, out Refusal? refusal)) return Answer.Refused(refusal);
        await using DbScope scope = await database.BeginAsync(stop);
        IntentRow? row = await IntentTable.FindAsync(scope, parsed, stop);
        return row is null
            ? Answer.Refused(HttpRefusals.NotFound())
            : Results.Bytes(row.Intent.Bytes, "application/json");
    }

    internal static JsonElement Json(SignedStatement signed)
    {
        using JsonDocument document = JsonDocument.Parse(signed.ToBytes());
        return document.RootElement.Clone();
    }
}
