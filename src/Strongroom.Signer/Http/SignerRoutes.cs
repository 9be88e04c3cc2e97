// docs/formats/signer-api.md, the table of calls; one place, so that what the TLS listener lacks is seen at
// once.
using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Strongroom.Activation;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Exposure;
using Strongroom.Intents;
using Strongroom.Signer.Activation;
using Strongroom.Signer.Cold;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Intents;

namespace Strongroom.Signer.Http;

/// <summary>From a request to the call it names, and from its outcome to an answer.</summary>
internal sealed class SignerRoutes(
    SigningPipeline pipeline, ActivateSigner? activation, StationOrigin station, ILogger logger)
{
    private const int StatementsMax = 128;
    private const int AttestationsMax = 64;
    private const int PathLengthMax = 256;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private SecretTally Secrets => pipeline.Bench.RefusalBook.Secrets;

    internal async Task Dispatch(HttpContext context)
    {
        try
        {
            HttpRequest request = context.Request;
            FoundSecret? secret = SecretSearch.InHead(
                request.Path.Value ?? "",
                request.Query.Select(one => (one.Key, one.Value.ToString())),
                request.Headers.Select(one => (one.Key, one.Value.ToString())));
            context.Features.Set(Secrets);
            if (secret is { } found)
            {
                Secrets.Count(found);
                await Problem.Write(context, pipeline.Bench.Refusals.Count(found.ToRefusal()), null);
                return;
            }

            bool isTrusted = context.Features.Get<CheckedPeer>() is not null;
            if (!isTrusted && station.Answers(context)) return;
            Outcome<IAnswer> outcome = await Call(context, isTrusted);
            if (outcome.Try(out IAnswer? answer, out Refusal? refusal)) await Write(context, answer);
            else await Problem.Write(context, refusal, outcome.JournalIndex);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The peer left; what it caused is in the journal or is not, whatever it hears.
        }
        catch (TokenException problem) when (!context.Response.HasStarted)
        {
            SignerLog.RequestFailed(logger, problem);
            await Problem.Write(context, NoToken, null);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            SignerLog.RequestFailed(logger, exception);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    /// <summary>What was recorded stays recorded: the same call again gets the same answer.</summary>
    private static Refusal NoToken { get; } = new(SignerRefusal.TokenUnavailable,
        "No token of the group answers now.", Accepted: "the same call again, later");

    private Task<Outcome<IAnswer>> Call(HttpContext context, bool isTrusted)
    {
        string path = context.Request.Path.Value ?? "";
        string[] parts = path.Length > PathLengthMax ? [] : path.Split('/');
        bool isGet = HttpMethods.IsGet(context.Request.Method);
        bool isPost = HttpMethods.IsPost(context.Request.Method);
        return parts switch
        {
            ["", "v1", "status"] => isGet ? Now(pipeline.Status()) : WrongMethod("GET"),
            ["", "v1", "registry"] =>
                isGet ? Widen(pipeline.RegistryAsync(context.RequestAborted)) : WrongMethod("GET"),
            ["", "v1", "registry", "keys"] =>
                isGet ? Widen(pipeline.KeysAsync(context.RequestAborted)) : WrongMethod("GET"),
            ["", "v1", "registry", "roots", string root, "accounts"] when isTrusted =>
                isGet ? RootAccounts(root, context) : WrongMethod("GET"),
            ["", "v1", "registry", "accounts", string account] when isTrusted =>
                isGet ? Account(account, context.RequestAborted) : WrongMethod("GET"),
            ["", "v1", "descriptors", string from] when isTrusted =>
                isGet ? Descriptors(from, context.RequestAborted) : WrongMethod("GET"),
            ["", "v1", "intents"] => isPost ? Register(context, isTrusted) : WrongMethod("POST"),
            ["", "v1", "intents", string digest] =>
                isGet ? Intent(digest, context.RequestAborted) : WrongMethod("GET"),
            ["", "v1", "intents", string digest, "effect"] =>
                isPost ? Effect(digest, context.RequestAborted) : WrongMethod("POST"),
            ["", "v1", "signatures"] when isTrusted => isPost ? Sign(context) : WrongMethod("POST"),
            ["", "v1", "cold", string call] => ColdRoutes.Call(context, pipeline, call, isTrusted),
            ["", "v1", "activation"] when activation is not null => isGet
                ? Widen(activation.DescribeAsync(context.RequestAborted))
                : isPost ? Give(context, activation) : WrongMethod("GET, POST"),
            ["", "v1", "statements"] => isPost ? State(context) : WrongMethod("POST"),
            _ => Refuse(new Refusal(SignerRefusal.RouteUnknown, "This listener has no such call.")),
        };
    }

    private Task<Outcome<IAnswer>> Account(string id, CancellationToken stop) =>
        AccountId.TryParse(id, out AccountId account, out Refusal? refusal)
            ? Widen(pipeline.AccountAsync(account, stop))
            : Refuse(refusal);

    private Task<Outcome<IAnswer>> RootAccounts(string text, HttpContext context)
    {
        if (!Digest.TryParse(text, out Digest root, out Refusal? refusal)) return Refuse(refusal);
        string from = context.Request.Query["from"].ToString();
        bool isNumber = long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        return isNumber || from.Length == 0
            ? Widen(pipeline.RootAccountsAsync(root, number, context.RequestAborted))
            : Refuse(RequestBody.Malformed("Not a number of an account.", "from", "a number from 0 on"));
    }

    private Task<Outcome<IAnswer>> Descriptors(string text, CancellationToken stop) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong from)
            ? Widen(pipeline.DescriptorsAsync(from, stop))
            : Refuse(new Refusal(SignerRefusal.NotFound, "This is no leaf's index.", "from", "a number"));

    private Task<Outcome<IAnswer>> Intent(string text, CancellationToken stop) =>
        Digest.TryParse(text, out Digest digest, out Refusal? refusal)
            ? Widen(pipeline.IntentAsync(digest, stop))
            : Refuse(refusal);

    private Task<Outcome<IAnswer>> Effect(string text, CancellationToken stop) =>
        Digest.TryParse(text, out Digest digest, out Refusal? refusal)
            ? Widen(pipeline.EffectAsync(digest, stop))
            : Refuse(refusal);

    private async Task<Outcome<IAnswer>> Register(HttpContext context, bool isTrusted)
    {
        (RequestBody? body, Refusal? refusal) = await RequestBody.Read(context);
        if (body is null) return Count(refusal!);
        ReadOnlySpan<string> known = isTrusted
            ? ["attachment", "attestations", "intent", "statements", "unsigned"]
            : ["attachment", "attestations", "intent", "statements"];
        if (!body.TryOnly(known, out refusal)) return Count(refusal);
        if (!body.TryRaw("intent", out ReadOnlyMemory<byte> intent, out refusal)) return Count(refusal);
        if (!body.TryList(
            "statements", StatementsMax, out List<ReadOnlyMemory<byte>> statements, out refusal))
            return Count(refusal);
        byte[]? unsigned = null;
        if (body.Has("unsigned") && !TryUnsigned(body, out unsigned, out refusal)) return Count(refusal!);
        List<ReadOnlyMemory<byte>> attestations = [];
        if (body.Has("attestations")
            && !body.TryList("attestations", AttestationsMax, out attestations, out refusal))
            return Count(refusal);
        ReadOnlyMemory<byte> attachment = default;
        if (body.Has("attachment") && !body.TryRaw("attachment", out attachment, out refusal))
            return Count(refusal);
        SubmittedBytes bytes = new(intent, statements, unsigned)
        {
            Attestations = attestations,
            Attachment = body.Has("attachment") ? attachment : null,
        };
        return await Widen(pipeline.RegisterAsync(bytes, context.RequestAborted));
    }

    private async Task<Outcome<IAnswer>> Sign(HttpContext context)
    {
        (RequestBody? body, Refusal? refusal) = await RequestBody.Read(context);
        if (body is null) return Count(refusal!);
        if (!body.TryOnly(["intent", "unsigned"], out refusal)) return Count(refusal);
        if (!body.TryText("intent", out string? text, out refusal)) return Count(refusal);
        if (!Digest.TryParse(text, out Digest digest, out refusal)) return Count(refusal);
        if (!TryUnsigned(body, out byte[]? unsigned, out refusal)) return Count(refusal!);
        return await Widen(pipeline.SignAsync(digest, unsigned!, context.RequestAborted));
    }

    private async Task<Outcome<IAnswer>> State(HttpContext context)
    {
        (RequestBody? body, Refusal? refusal) = await RequestBody.Read(context);
        if (body is null) return Count(refusal!);
        if (!body.TryOnly(["statements"], out refusal)) return Count(refusal);
        if (!body.TryList(
            "statements", StatementsMax, out List<ReadOnlyMemory<byte>> statements, out refusal))
            return Count(refusal);
        return await Widen(pipeline.StateAsync(statements, context.RequestAborted));
    }

    private async Task<Outcome<IAnswer>> Give(HttpContext context, ActivateSigner with)
    {
        (RequestBody? body, Refusal? refusal) = await RequestBody.Read(context);
        if (body is null) return Count(refusal!);
        if (!body.TryOnly(["file", "given"], out refusal)) return Count(refusal);
        if (!body.TryRaw("given", out ReadOnlyMemory<byte> word, out refusal)) return Count(refusal);
        if (!CanonicalJson.TryRead(word.Span, RequestBody.BytesMax, out CanonicalObject? bytes, out refusal))
            return Count(refusal);
        if (!GivenShare.TryParse(bytes, out GivenShare? given, out refusal)) return Count(refusal);
        if (!body.TryText("file", out string? text, out refusal)) return Count(refusal);
        bool isFile =
            Base64Url.IsValid(text, out int length) && length <= ActivationSession.ShareFileBytesMax;
        if (!isFile) return Count(RequestBody.Malformed("The file is not base64url, or too large.", "file"));
        return await Widen(with.GiveAsync(given, Base64Url.DecodeFromChars(text), context.RequestAborted));
    }

    /// <summary>What the pipeline never saw is counted in the record all the same.</summary>
    private Outcome<IAnswer> Count(Refusal refusal) => pipeline.Bench.Refusals.Count(refusal);

    private static bool TryUnsigned(RequestBody body, out byte[]? unsigned, out Refusal? refusal)
    {
        unsigned = null;
        if (!body.TryText("unsigned", out string? text, out refusal)) return false;
        bool isHex = text.StartsWith("0x", StringComparison.Ordinal) && text.Length % 2 == 0
            && !text.AsSpan(2).ContainsAnyExcept(HexDigits);
        if (isHex) unsigned = Convert.FromHexString(text.AsSpan(2));
        else refusal =
            RequestBody.Malformed("The bytes are not hexadecimal.", "unsigned", "0x and lower-case hex");
        return isHex;
    }

    internal static async Task<Outcome<IAnswer>> Widen<T>(Task<Outcome<T>> call)
        where T : class, IAnswer
    {
        Outcome<T> outcome = await call;
        return outcome.Try(out T? answer, out Refusal? refusal)
            ? new Outcome<IAnswer>(answer)
            : new Outcome<IAnswer>(refusal, outcome.JournalIndex);
    }

    private static Task<Outcome<IAnswer>> Now(IAnswer answer) =>
        Task.FromResult(new Outcome<IAnswer>(answer));

    internal static Task<Outcome<IAnswer>> Refuse(Refusal refusal) =>
        Task.FromResult(new Outcome<IAnswer>(refusal));

    internal static Task<Outcome<IAnswer>> WrongMethod(string accepted) =>
        Refuse(new Refusal(SignerRefusal.MethodUnknown, "The call has another method.", Accepted: accepted));

    private static async Task Write(HttpContext context, IAnswer answer)
    {
        context.Response.ContentType = "application/json";
        using (Utf8JsonWriter json = new(context.Response.BodyWriter)) answer.Write(json);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
