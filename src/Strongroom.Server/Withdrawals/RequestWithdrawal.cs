using Strongroom.Assets;
using Strongroom.Intents;
using Strongroom.Server.Http;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Withdrawals;

/// <summary>
/// POST /v1/withdrawals: the intent, the withdrawal, its pending transfers and the audit leaf in one
/// transaction. With <c>replaces</c> it takes over the nonce of a movement that is signed and stuck.
/// </summary>
internal sealed class RequestWithdrawal
{
    private readonly Database _database;
    private readonly MovementIntake _intake;
    private readonly RegistryWatch _registry;
    private readonly TimeProvider _clock;

    public RequestWithdrawal(
        Database database, MovementIntake intake, RegistryWatch registry, TimeProvider clock)
    {
        _database = database;
        _intake = intake;
        _registry = registry;
        _clock = clock;
    }

    /// <summary>Amounts in base units; without feeMax, four times what the chain asks for now.</summary>
    internal sealed record Input(
        Guid Client, string Asset, string Amount, string To, string? FeeMax = null, string? ExpiresAt = null,
        Guid? Replaces = null)
    {
        internal MovementDemand.Texts Texts => new(Asset, Amount, To, FeeMax, ExpiresAt);
    }

    internal static void Map(IEndpointRouteBuilder app) => app
        .MapPost("/v1/withdrawals", (Input input, HttpContext http, RequestWithdrawal useCase) =>
            Idempotency.RunAsync(http, useCase._database, scope => useCase.RunAsync(scope, input, http)))
        .WithSummary("Request a withdrawal (needs an Idempotency-Key)")
        .Produces<WithdrawalOutput>(StatusCodes.Status202Accepted)
        .Needs(ApiScope.Withdrawals);

    private async Task<Answer> RunAsync(DbScope scope, Input input, HttpContext http)
    {
        CancellationToken stop = http.RequestAborted;
        DateTimeOffset now = _clock.GetUtcNow();
        if (!MovementDemand.TryParse(input.Texts, now, out MovementDemand? demand, out Refusal? refusal))
            return Answer.Refused(refusal);
        if (!_registry.TryGet(out RegistryCopy? registry, out refusal)) return Answer.Refused(refusal);
        if (!registry.TryFind(demand.Call.Asset, out _, out refusal)) return Answer.Refused(refusal);
        MovementRow? replaced = null;
        if (input.Replaces is { } id)
        {
            replaced = await MovementTable.LockAsync(scope, id, stop);
            if (!IsReplaceable(replaced, input.Client, demand))
                return Answer.Refused(ReplacementHold.NotReplaceable());
        }

        PayingAccount? account = replaced is null
            ? await PayingAccount.OfClientAsync(scope, input.Client, demand.Call, stop)
            : new PayingAccount(replaced.Account, Wallet: Guid.Empty, replaced.From);
        if (account is null) return Answer.Refused(PayingAccount.NotReady());
        (Amount feeMax, refusal) = await _intake.CapAsync(demand.FeeMax, account, demand.Call, stop);
        if (refusal is not null) return Answer.Refused(refusal);
        IntentId? replaces = replaced is null ? null : IntentId.From(replaced.Id);
        Intent intent = NewIntent.Read(Intent.Movement.Compose(
            demand.Head(registry.Genesis, now), IntentKind.Withdrawal,
            account.Terms(demand.Call, feeMax, replaces), ("client", input.Client.ToString("D"))));
        MovementRow row = account.Movement(intent, input.Client, now);
        return await _intake.TakeAsync(scope, row, intent, SignedRequest.Of(http).Actor, stop);
    }

    // The nonce of a top-up is the house's; another asset would need another account's money.
    private static bool IsReplaceable(MovementRow? replaced, Guid client, MovementDemand demand) =>
        replaced is not null && replaced.Client == client && !replaced.IsTopUp
        && replaced.Asset == demand.Call.Asset && WithdrawalLifecycle.IsSigned(replaced.State);
}
