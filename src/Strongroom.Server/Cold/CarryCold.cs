using System.Text;
using System.Text.Json;
using Strongroom.Cold;
using Strongroom.Intents;
using Strongroom.Server.Audit;
using Strongroom.Server.Http;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Cold;

/// <summary>
/// POST /v1/cold/requests, /responses and /addresses: what goes to a cold Signer and comes back passes
/// through here to the home Signer and is neither made nor judged by this Server. Who fetched or brought it
/// is in its log.
/// </summary>
internal static class CarryCold
{
    /// <summary>The cold Signer's origin, and which movements it may sign; all that wait, without.</summary>
    internal sealed record Input(string Cold, IReadOnlyList<string>? Intents = null);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/cold/requests", RequestAsync)
            .WithSummary("A request to carry to a cold Signer: checkpoint, governance leaves, movements")
            .Produces<JsonElement>().Needs(ApiScope.Withdrawals);
        app.MapPost("/v1/cold/responses", (
            HttpContext http, SignerClient signer, Database database, ActivityLog log) =>
            BringAsync(http, (signer, database, log), "response"))
            .WithSummary("What a cold Signer signed: the body is the response file's bytes")
            .Accepts<JsonElement>("application/json").Produces<JsonElement>().Needs(ApiScope.Withdrawals);
        app.MapPost("/v1/cold/addresses", (
            HttpContext http, SignerClient signer, Database database, ActivityLog log) =>
            BringAsync(http, (signer, database, log), "addresses"))
            .WithSummary("Addresses of a cold Signer for its pool: the body is the batch file's bytes")
            .Accepts<JsonElement>("application/json").Produces<JsonElement>().Needs(ApiScope.Clients);
    }

    private static async Task<Answer> RequestAsync(
        Input input, HttpContext http, SignerClient signer, Database database, ActivityLog log)
    {
        CanonicalObject body = CanonicalObject.Of(
            ("cold", input.Cold),
            ("intents", input.Intents is null ? null : CanonicalArray.OfTexts(input.Intents)));
        SignerAnswer answer = await signer.CarryAsync("requests", body, http.RequestAborted);
        if (answer.Refusal is not null) return Answer.Refused(answer.Refusal, answer.JournalIndex);
        await RecordAsync((database, log), http, "cold-request-fetched", answer);
        return Pass(answer);
    }

    private static async Task<Answer> BringAsync(
        HttpContext http, (SignerClient Signer, Database Database, ActivityLog Log) with, string what)
    {
        // Canonical bytes come out of the parse as they went in.
        if (!SignedBody.TryParse(SignedRequest.Of(http).Body, out SignedBody? file, out Refusal? refusal))
            return Answer.Refused(refusal);
        CanonicalObject body = CanonicalObject.Of((what, file.ToObject()));
        string call = what == "response" ? "responses" : what;
        SignerAnswer answer = await with.Signer.CarryAsync(call, body, http.RequestAborted);
        if (answer.Refusal is not null) return Answer.Refused(answer.Refusal, answer.JournalIndex);
        await RecordAsync((with.Database, with.Log), http, $"cold-{what}-brought", answer);
        return Pass(answer);
    }

    private static async Task RecordAsync(
        (Database Database, ActivityLog Log) with, HttpContext http, string action, SignerAnswer answer)
    {
        await using DbScope scope = await with.Database.BeginAsync(http.RequestAborted);
        await with.Log.AppendAsync(scope, SignedRequest.Of(http).Actor, action, CanonicalObject.Of(
            ("journalIndex", answer.Number("index") ?? 0)), http.RequestAborted);
        await scope.CommitAsync(http.RequestAborted);
    }

    /// <summary>The very bytes: the file is signed.</summary>
    private static Answer Pass(SignerAnswer answer) =>
        new(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(answer.Body.GetRawText()), null);
}
