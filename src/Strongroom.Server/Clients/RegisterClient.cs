using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;
using Strongroom.Server.Audit;
using Strongroom.Server.Http;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Clients;

/// <summary>
/// POST /v1/clients: a pending client and the client-registration intent for it. The intent holds a salted
/// commitment to the name; the opening stays in the database.
/// </summary>
internal sealed class RegisterClient
{
    private const int NameLengthMax = 200;

    private readonly Database _database;
    private readonly IntentTable _intents;
    private readonly RegistryWatch _registry;
    private readonly TimeProvider _clock;

    public RegisterClient(Database database, IntentTable intents, RegistryWatch registry, TimeProvider clock)
    {
        _database = database;
        _intents = intents;
        _registry = registry;
        _clock = clock;
    }

    internal sealed record Input(string Name);

    internal static void Map(IEndpointRouteBuilder app) => app
        .MapPost("/v1/clients", (Input input, HttpContext http, RegisterClient useCase) =>
            Idempotency.RunAsync(http, useCase._database, scope => useCase.RunAsync(scope, input, http)))
        .WithSummary("Register a client (needs an Idempotency-Key)")
        .Produces<ClientOutput>(StatusCodes.Status202Accepted)
        .Needs(ApiScope.Clients);

    private async Task<Answer> RunAsync(DbScope scope, Input input, HttpContext http)
    {
        CancellationToken stop = http.RequestAborted;
        if (CheckName(input.Name) is { } malformed) return Answer.Refused(malformed);
        if (!_registry.TryGet(out RegistryCopy? registry, out Refusal? refusal))
            return Answer.Refused(refusal);
        DateTimeOffset now = _clock.GetUtcNow();
        Guid client = NewId.At(now);
        byte[] salt = RandomBytes.Create(Commitment.SaltBytes);
        Intent intent = NewIntent.Read(NewIntent.Head(registry.Genesis, now, isMovement: false).Compose(
            IntentKind.ClientRegistration,
            ("client", client.ToString("D")),
            ("nameCommitment", Commitment.To(salt, input.Name).ToString()),
            ("service", "custody")));
        refusal = await _intents.StoreAsync(scope, intent, SignedRequest.Of(http).Actor, stop);
        if (refusal is not null) return Answer.Refused(refusal);
        await scope.Command("""
            INSERT INTO client (id, name, name_salt, state, intent, created_at)
            VALUES (@id, @name, @salt, 'pending', @intent, @now)
            """).With("id", client).With("name", input.Name).With("salt", salt)
            .With("intent", intent.Digest.ToBytes()).With("now", now).RunOneAsync(stop);
        ClientOutput output = new(
            client.ToString("D"), input.Name, "pending", intent.Digest.ToString(), Timestamp.From(now)
                .ToString())
        { Intent = IntentOutput.Of(intent, IntentState.Awaiting) };
        return Answer.Accepted($"/v1/clients/{client:D}", output, ApiJson.Default.ClientOutput);
    }

    private static Refusal? CheckName(string name)
    {
        bool isName = name.Trim().Length == name.Length && name.Length is > 0 and <= NameLengthMax
            && !name.Any(char.IsControl) && name.IsNormalized();
        return isName
            ? null
            : new Refusal(
                ClientsRefusal.NameMalformed, "The name cannot be used.", "name",
                $"1 to {NameLengthMax} characters, normalised (NFC), none of them a control character");
    }
}
