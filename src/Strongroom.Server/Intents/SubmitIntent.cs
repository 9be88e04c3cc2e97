using Strongroom.Intents;
using Strongroom.Server.Http;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Intents;

/// <summary>
/// POST /v1/intents: takes any governance intent that the caller composed, as the intent itself in canonical
/// JSON. Movements go through the calls that also hold their amounts in the ledger. Idempotent by its digest.
/// </summary>
internal static class SubmitIntent
{
    internal static void Map(IEndpointRouteBuilder app) => app
        .MapPost("/v1/intents", RunAsync)
        .WithSummary("Submit a governance intent: the body is the intent's canonical bytes")
        .Accepts<System.Text.Json.JsonElement>("application/json")
        .Produces<IntentOutput>(StatusCodes.Status202Accepted)
        .Needs(ApiScope.Intents);

    private static async Task<Answer> RunAsync(
        HttpContext http, Database database, IntentTable intents, RegistryWatch registry)
    {
        CancellationToken stop = http.RequestAborted;
        SignedRequest request = SignedRequest.Of(http);
        if (!Intent.TryParse(request.Body, out Intent? intent, out Refusal? refusal))
            return Answer.Refused(refusal);
        if (!registry.TryGet(out RegistryCopy? copy, out refusal)) return Answer.Refused(refusal);
        refusal = Check(intent, copy);
        if (refusal is not null) return Answer.Refused(refusal);
        await using DbScope scope = await database.BeginAsync(stop);
        refusal = await intents.StoreAsync(scope, intent, request.Actor, stop);
        if (refusal is not null) return Answer.Refused(refusal);
        IntentRow? row = await IntentTable.FindAsync(scope, intent.Digest, stop);
        await scope.CommitAsync(stop);
        return Answer.Accepted(
            $"/v1/intents/{intent.Digest}", IntentOutput.Of(row!), ApiJson.Default.IntentOutput);
    }

    private static Refusal? Check(Intent intent, RegistryCopy copy)
    {
        if (intent.Institution != copy.Genesis)
        {
            return new Refusal(
                IntentsRefusal.GenesisDiffers, "The intent is for another institution.", "institution",
                "this institution's genesis");
        }

        bool isOwnCall = intent is Intent.Movement or Intent.ClientRegistration or Intent.WalletOpening
            or Intent.HouseWalletOpening;
        return isOwnCall
            ? new Refusal(
                IntentsRefusal.MovementElsewhere, "This kind has a call of its own.", "kind",
                "POST /v1/withdrawals, /v1/internal-moves, /v1/clients, /v1/wallets or /v1/house-wallets")
            : null;
    }
}
