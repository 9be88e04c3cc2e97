using Strongroom.Cryptography.Sodium;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Http;

/// <summary>
/// Every call below /v1 carries an HTTP message signature (RFC 9421) by an API key, at most five minutes old,
/// with a nonce that is taken once. The same answer for an unknown key and for a wrong signature.
/// </summary>
internal sealed class Authentication
{
    internal const string ProtectedRoot = "/v1";

    internal static readonly TimeSpan WindowMax = TimeSpan.FromMinutes(5);

    private readonly RequestDelegate _next;
    private readonly Database _database;
    private readonly TimeProvider _clock;

    public Authentication(RequestDelegate next, Database database, TimeProvider clock)
    {
        _next = next;
        _database = database;
        _clock = clock;
    }

    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments(ProtectedRoot, StringComparison.Ordinal))
        {
            await _next(http);
            return;
        }

        byte[] body = await RequestBody.ReadAsync(http);
        (ApiKey? key, Refusal? refusal) = await VerifyAsync(http, body);
        ScopeNeeded? needed = http.GetEndpoint()?.Metadata.GetMetadata<ScopeNeeded>();
        if (key is not null && needed is not null
            && !key.Scopes.Contains(needed.Scope, StringComparer.Ordinal))
        {
            refusal = new Refusal(
                HttpRefusal.ScopeAbsent, "This key lacks the scope of this call.", "keyid", needed.Scope);
        }

        if (key is null || refusal is not null)
        {
            await Answer.Refused(refusal!).ExecuteAsync(http);
            return;
        }

        http.Features.Set(new SignedRequest(key, body));
        await _next(http);
    }

    private async Task<(ApiKey? Key, Refusal? Refusal)> VerifyAsync(HttpContext http, byte[] body)
    {
        string inputHeader = http.Request.Headers["Signature-Input"].ToString();
        string signatureHeader = http.Request.Headers["Signature"].ToString();
        if (inputHeader.Length == 0 || signatureHeader.Length == 0)
        {
            return (null, new Refusal(
                HttpRefusal.SignatureAbsent, "The call is not signed.", "Signature",
                "an HTTP message signature (RFC 9421) by an API key"));
        }

        if (!SignatureInput.TryParse(inputHeader, signatureHeader, out SignatureInput? input))
        {
            return (null, new Refusal(
                HttpRefusal.SignatureMalformed, "The signature headers cannot be read.", "Signature-Input",
                "one ed25519 signature with created, keyid and nonce"));
        }

        if (SignatureBase.FindMissing(http, input, body.Length > 0) is { } missing)
        {
            return (null, new Refusal(
                HttpRefusal.SignatureIncomplete, "The signature leaves out a part of the call.",
                "Signature-Input", missing));
        }

        DateTimeOffset now = _clock.GetUtcNow();
        if (input.Created < now - WindowMax || input.Created > now + WindowMax)
        {
            return (null, new Refusal(
                HttpRefusal.SignatureStale, "The signature is not of now.", "created",
                $"at most {WindowMax.TotalMinutes} minutes from the Server's clock"));
        }

        if (body.Length > 0
            && !ContentDigest.Matches(http.Request.Headers["Content-Digest"].ToString(), body))
        {
            return (null, new Refusal(
                HttpRefusal.DigestDiffers, "The body is not the one that was signed.", "Content-Digest",
                "sha-256 of the body"));
        }

        return await VerifyKeyAsync(http, input);
    }

    private async Task<(ApiKey? Key, Refusal? Refusal)> VerifyKeyAsync(HttpContext http, SignatureInput input)
    {
        CancellationToken stop = http.RequestAborted;
        await using DbScope scope = await _database.BeginAsync(stop);
        ApiKey? key = await ApiKey.FindAsync(scope, input.KeyId, stop);
        bool isSigned = key is not null
            && SignatureBase.TryBuild(http, input, out byte[]? text)
            && Ed25519.Verify(key.PublicKey, text, input.Signature);
        if (!isSigned)
        {
            return (null, new Refusal(
                HttpRefusal.SignatureWrong, "The signature is not one of a known key over this call.",
                "Signature",
                "a signature by the key that keyid names"));
        }

        // The nonce must outlive the last moment at which its signature would still be of now.
        int taken = await scope.Command("""
            INSERT INTO api_nonce (api_key, nonce, expires_at) VALUES (@key, @nonce, @expires_at)
            ON CONFLICT DO NOTHING
            """).With("key", input.KeyId).With("nonce", input.Nonce)
            .With("expires_at", input.Created + WindowMax + TimeSpan.FromSeconds(1)).RunAsync(stop);
        if (taken == 0)
        {
            return (null, new Refusal(
                HttpRefusal.NonceReused, "This nonce was used before.", "nonce",
                "a new random nonce for each call"));
        }

        await scope.CommitAsync(stop);
        return (key, null);
    }
}
