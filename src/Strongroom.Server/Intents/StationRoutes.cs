using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;
using Strongroom.Server.Http;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Intents;

/// <summary>
/// What the approval station needs: an operator makes a ticket for one intent (POST …/links); with it, and
/// with
/// nothing else, the station reads the exact bytes and hands in statements. Only the station's origin may.
/// </summary>
internal sealed class StationRoutes
{
    internal const string CorsPolicy = "station";

    private const int TicketBytes = 24;
    private static readonly TimeSpan s_ticketLife = TimeSpan.FromDays(1);

    private readonly Database _database;
    private readonly RegistryWatch _registry;
    private readonly StatementIntake _intake;
    private readonly TimeProvider _clock;

    public StationRoutes(
        Database database, RegistryWatch registry, StatementIntake intake, TimeProvider clock)
    {
        _database = database;
        _registry = registry;
        _intake = intake;
        _clock = clock;
    }

    internal sealed record LinkOutput(string Path, string Ticket, string ExpiresAt);

    /// <summary>The intent's exact bytes (base64url), the Signer's registry, the statements so far.</summary>
    internal sealed record Output(
        string Digest, string State, string Bytes, JsonElement Registry,
        IReadOnlyList<JsonElement> Statements);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/intents/{digest}/links", (string digest, HttpContext http, StationRoutes routes) =>
            routes.LinkAsync(digest, http))
                .WithSummary("A ticket with which the approval station opens one intent")
            .Produces<LinkOutput>().Needs(ApiScope.Intents);
        RouteGroupBuilder station = app.MapGroup("/station").RequireCors(CorsPolicy);
        station.MapGet("/intents/{digest}", (
            string digest, string ticket, StationRoutes routes, CancellationToken stop) =>
            routes.ReadAsync(digest, ticket, stop)).WithSummary("What the station shows").Produces<Output>();
        station.MapPost("/intents/{digest}/statements", (
            string digest, string ticket, HttpContext http, StationRoutes routes) =>
            routes.TakeAsync(digest, ticket, http)).WithSummary("A signed statement from the station")
            .Accepts<JsonElement>("application/json").Produces<IntentOutput>();
    }

    private async Task<Answer> LinkAsync(string digest, HttpContext http)
    {
        CancellationToken stop = http.RequestAborted;
        if (!Digest.TryParse(digest, out Digest parsed, out Refusal? refusal)) return Answer.Refused(refusal);
        byte[] ticket = RandomBytes.Create(TicketBytes);
        DateTimeOffset expiresAt = _clock.GetUtcNow() + s_ticketLife;
        await using DbScope scope = await _database.BeginAsync(stop);
        if (await IntentTable.FindAsync(scope, parsed, stop) is null)
            return Answer.Refused(HttpRefusals.NotFound());
        await scope.Command("""
            INSERT INTO station_ticket (sha256, digest, expires_at, created_at)
            VALUES (@sha256, @digest, @expires_at, now())
            """).With("sha256", SHA256.HashData(ticket)).With("digest", parsed.ToBytes())
            .With("expires_at", expiresAt).RunOneAsync(stop);
        await scope.CommitAsync(stop);
        string text = Base64Url.EncodeToString(ticket);
        LinkOutput output = new(
            $"/station/intents/{parsed}?ticket={text}", text, Timestamp.From(expiresAt).ToString());
        return Answer.Ok(output, ApiJson.Default.LinkOutput);
    }

    private async Task<Answer> ReadAsync(string digest, string ticket, CancellationToken stop)
    {
        if (!Digest.TryParse(digest, out Digest parsed, out Refusal? refusal)) return Answer.Refused(refusal);
        if (!_registry.TryGet(out RegistryCopy? registry, out refusal)) return Answer.Refused(refusal);
        await using DbScope scope = await _database.BeginAsync(stop);
        if (!await IsTicketAsync(scope, parsed, ticket, stop)) return Answer.Refused(TicketUnknown());
        IntentRow? row = await IntentTable.FindAsync(scope, parsed, stop);
        List<SignedStatement> statements = await StatementTable.ListAsync(scope, parsed, stop);
        using JsonDocument source = JsonDocument.Parse(registry.Source.ToBytes());
        Output output = new(
            parsed.ToString(), row!.State, Base64UrlText.Write(row.Intent.Bytes.Span),
            source.RootElement.Clone(), [.. statements.Select(ShowIntents.Json)]);
        return Answer.Ok(output, ApiJson.Default.StationOutput);
    }

    private async Task<Answer> TakeAsync(string digest, string ticket, HttpContext http)
    {
        CancellationToken stop = http.RequestAborted;
        if (!Digest.TryParse(digest, out Digest parsed, out Refusal? refusal)) return Answer.Refused(refusal);
        byte[] body = await RequestBody.ReadAsync(http);
        await using DbScope scope = await _database.BeginAsync(stop);
        return await IsTicketAsync(scope, parsed, ticket, stop)
            ? await _intake.TakeAsync(scope, parsed, body, "station", stop)
            : Answer.Refused(TicketUnknown());
    }

    private async Task<bool> IsTicketAsync(
        DbScope scope, Digest digest, string ticket, CancellationToken stop)
    {
        if (!Base64UrlText.TryRead(ticket, TicketBytes, out byte[]? bytes)) return false;
        return await scope.Command("""
            SELECT true FROM station_ticket WHERE sha256 = @sha256 AND digest = @digest AND expires_at > @now
            """).With("sha256", SHA256.HashData(bytes)).With("digest", digest.ToBytes())
            .With("now", _clock.GetUtcNow()).FirstAsync(row => row.GetBoolean(0), stop);
    }

    private static Refusal TicketUnknown() => new(
        IntentsRefusal.TicketUnknown, "The link does not open this intent, or not any more.", "ticket",
        "a link made for this intent today");
}
