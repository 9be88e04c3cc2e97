using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Strongroom.Cold;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Http;
using Strongroom.Signer.Intents;

namespace Strongroom.Signer.Cold;

/// <summary>
/// docs/formats/signer-api.md, /v1/cold: requests only for the Server, since they give out governance leaves;
/// what a cold Signer signed from anybody.
/// </summary>
internal static class ColdRoutes
{
    internal static Task<Outcome<IAnswer>> Call(
        HttpContext context, SigningPipeline pipeline, string call, bool isTrusted)
    {
        bool isKnown = call is "addresses" or "responses" || (call == "requests" && isTrusted);
        if (!isKnown)
            return SignerRoutes.Refuse(
                new Refusal(SignerRefusal.RouteUnknown, "This listener has no such call."));
        if (!HttpMethods.IsPost(context.Request.Method)) return SignerRoutes.WrongMethod("POST");
        return call switch
        {
            "requests" => Request(context, pipeline),
            "responses" => Carry(context, pipeline, "response", pipeline.Cold.ImportAsync),
            _ => Carry(context, pipeline, "addresses", pipeline.Cold.AddAddressesAsync),
        };
    }

    private static async Task<Outcome<IAnswer>> Carry(
        HttpContext context, SigningPipeline pipeline, string member,
        Func<ReadOnlyMemory<byte>, CancellationToken, Task<Outcome<IndexAnswer>>> take)
    {
        (RequestBody? body, Refusal? refusal) = await RequestBody.Read(context);
        if (body is null) return pipeline.Bench.Refusals.Count(refusal!);
        if (!body.TryOnly([member], out refusal)) return pipeline.Bench.Refusals.Count(refusal);
        if (!body.TryRaw(member, out ReadOnlyMemory<byte> file, out refusal))
            return pipeline.Bench.Refusals.Count(refusal);
        return await SignerRoutes.Widen(take(file, context.RequestAborted));
    }

    private static async Task<Outcome<IAnswer>> Request(HttpContext context, SigningPipeline pipeline)
    {
        (RequestBody? body, Refusal? refusal) = await RequestBody.Read(context);
        if (body is null) return pipeline.Bench.Refusals.Count(refusal!);
        if (!body.TryOnly(["cold", "intents"], out refusal)) return pipeline.Bench.Refusals.Count(refusal);
        if (!body.TryText("cold", out string? cold, out refusal))
            return pipeline.Bench.Refusals.Count(refusal);
        if (!TryReadIntents(body, out List<Digest> intents, out refusal))
            return pipeline.Bench.Refusals.Count(refusal);
        return await SignerRoutes.Widen(pipeline.Cold.RequestAsync(
            new ColdCall(cold, intents), context.RequestAborted));
    }

    private static bool TryReadIntents(
        RequestBody body, out List<Digest> intents, [NotNullWhen(false)] out Refusal? refusal)
    {
        intents = [];
        refusal = null;
        if (!body.Has("intents")) return true;
        if (!body.TryList(
            "intents", ColdSigner.WaitingMax, out List<ReadOnlyMemory<byte>> items, out refusal))
            return false;
        foreach (ReadOnlyMemory<byte> item in items)
        {
            Utf8JsonReader reader = new(item.Span);
            bool isText = reader.Read() && reader.TokenType == JsonTokenType.String;
            if (!Digest.TryParse(isText ? reader.GetString() : "", out Digest digest, out refusal))
                return false;
            intents.Add(digest);
        }

        return true;
    }
}
