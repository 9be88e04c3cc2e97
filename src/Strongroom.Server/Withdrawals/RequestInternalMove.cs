using Strongroom.Assets;
using Strongroom.Intents;
using Strongroom.Server.Http;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Withdrawals;

/// <summary>
/// POST /v1/internal-moves: from one account of a client to another of the same client on the same chain. In
/// the ledger it goes from position to position; nothing of it is a deposit.
/// </summary>
internal sealed class RequestInternalMove
{
    private readonly Database _database;
    private readonly MovementIntake _intake;
    private readonly RegistryWatch _registry;
    private readonly TimeProvider _clock;

    public RequestInternalMove(
        Database database, MovementIntake intake, RegistryWatch registry, TimeProvider clock)
    {
        _database = database;
        _intake = intake;
        _registry = registry;
        _clock = clock;
    }

    /// <summary>Amounts in base units; without feeMax, four times what the chain asks for now.</summary>
    internal sealed record Input(
        Guid Client, Guid Account, Guid ToAccount, string Asset, string Amount, string? FeeMax = null,
        string? ExpiresAt = null);

    internal static void Map(IEndpointRouteBuilder app) => app
        .MapPost("/v1/internal-moves", (Input input, HttpContext http, RequestInternalMove useCase) =>
            Idempotency.RunAsync(http, useCase._database, scope => useCase.RunAsync(scope, input, http)))
        .WithSummary("Request a move between two accounts of a client (needs an Idempotency-Key)")
        .Produces<WithdrawalOutput>(StatusCodes.Status202Accepted)
        .Needs(ApiScope.Withdrawals);

    private async Task<Answer> RunAsync(DbScope scope, Input input, HttpContext http)
    {
        CancellationToken stop = http.RequestAborted;
        DateTimeOffset now = _clock.GetUtcNow();
        if (!AssetId.TryParse(input.Asset, out AssetId? asset, out Refusal? refusal))
            return Answer.Refused(refusal);
        if (!_registry.TryGet(out RegistryCopy? registry, out refusal)) return Answer.Refused(refusal);
        if (!registry.TryFind(asset, out _, out refusal)) return Answer.Refused(refusal);
        if (input.Account == input.ToAccount) return Answer.Refused(SameAccount());
        string chain = asset.Chain.ToString();
        PayingAccount? from = await PayingAccount.FindAsync(scope, input.Client, chain, input.Account, stop);
        PayingAccount? to = await PayingAccount.FindAsync(scope, input.Client, chain, input.ToAccount, stop);
        if (from is null || to is null) return Answer.Refused(PayingAccount.NotReady());
        MovementDemand.Texts texts =
            new(input.Asset, input.Amount, to.Address.ToString(), input.FeeMax, input.ExpiresAt);
        if (!MovementDemand.TryParse(texts, now, out MovementDemand? demand, out refusal))
            return Answer.Refused(refusal);
        (Amount feeMax, refusal) = await _intake.CapAsync(demand.FeeMax, from, demand.Call, stop);
        if (refusal is not null) return Answer.Refused(refusal);
        Intent intent = NewIntent.Read(Intent.Movement.Compose(
            demand.Head(registry.Genesis, now), IntentKind.InternalMove, from.Terms(demand.Call, feeMax),
            ("client", input.Client.ToString("D")), ("toAccount", input.ToAccount.ToString("D"))));
        MovementRow row = from.Movement(intent, input.Client, now);
        return await _intake.TakeAsync(scope, row, intent, SignedRequest.Of(http).Actor, stop);
    }

    private static Refusal SameAccount() => new(
        WithdrawalsRefusal.SameAccount, "An account pays itself.", "toAccount",
        "another account of the client");
}
