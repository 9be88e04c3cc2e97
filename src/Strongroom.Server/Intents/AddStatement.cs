using Strongroom.Intents;
using Strongroom.Server.Http;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Intents;

/// <summary>
/// POST /v1/intents/{digest}/statements: a signed statement (docs/formats/statement.md), in canonical JSON.
/// The
/// caller's API key carries it only; the person's signature is what counts. Idempotent by its bytes.
/// </summary>
internal static class AddStatement
{
    internal static void Map(IEndpointRouteBuilder app) => app
        .MapPost("/v1/intents/{digest}/statements", RunAsync)
        .WithSummary("Hand in a signed statement: the body is the signed statement's canonical bytes")
        .Accepts<System.Text.Json.JsonElement>("application/json")
        .Produces<IntentOutput>()
        .Needs(ApiScope.Intents);

    private static async Task<Answer> RunAsync(
        string digest, HttpContext http, Database database, StatementIntake intake)
    {
        if (!Digest.TryParse(digest, out Digest parsed, out Refusal? refusal)) return Answer.Refused(refusal);
        SignedRequest request = SignedRequest.Of(http);
        await using DbScope scope = await database.BeginAsync(http.RequestAborted);
        return await intake.TakeAsync(scope, parsed, request.Body, request.Actor, http.RequestAborted);
    }
}
