using Strongroom.Attestations;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Roster;
using Strongroom.Server.Http;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Attestations;

/// <summary>
/// POST /v1/attestations: a signed attestation (docs/formats/attestation.md), in canonical JSON. The
/// caller's API key carries it only; the attestor's signature is what counts. Not in the activity log: feeds
/// speak every few seconds, and what a decision used stands in the Signer's journal.
/// </summary>
internal static class AddAttestation
{
    internal static void Map(IEndpointRouteBuilder app) => app
        .MapPost("/v1/attestations", RunAsync)
        .WithSummary("Hand in a signed attestation: the body is the signed attestation's canonical bytes")
        .Accepts<System.Text.Json.JsonElement>("application/json")
        .Produces<AttestationOutput>()
        .Needs(ApiScope.Intents);

    private static async Task<Answer> RunAsync(
        HttpContext http, Database database, RegistryWatch registry, TimeProvider clock)
    {
        if (!registry.TryGet(out RegistryCopy? copy, out Refusal? refusal)) return Answer.Refused(refusal);
        byte[] body = SignedRequest.Of(http).Body;
        if (!SignedAttestation.TryParse(body, out SignedAttestation? signed, out refusal))
            return Answer.Refused(refusal);
        refusal = AttestationVerification.Verify(signed, copy.Roster, copy.Genesis, copy.Station)
            ?? CheckTime(signed, Timestamp.From(clock.GetUtcNow()));
        if (refusal is not null) return Answer.Refused(refusal);
        await using DbScope scope = await database.BeginAsync(http.RequestAborted);
        await AttestationShelf.StoreAsync(scope, signed, http.RequestAborted);
        await scope.CommitAsync(http.RequestAborted);
        return Answer.Ok(AttestationOutput.Of(signed.Attestation), ApiJson.Default.AttestationOutput);
    }

    // One from the future would hide all later ones of its attestor.
    private static Refusal? CheckTime(SignedAttestation signed, Timestamp now) =>
        new AttestedFact(signed, []).IsFresh(now, FactQuorum.AgeMaxSecondsMax)
            ? null
            : new Refusal(
                PolicyRefusal.FactStale,
                "The fact was seen too long ago for any rule, or in the future.",
                "attestation.observedAt",
                $"within {FactQuorum.AgeMaxSecondsMax} s");
}
