using System.Security.Cryptography;
using System.Text;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Http;

/// <summary>
/// The Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header): the first answer is stored in the
/// transaction of its effect and replayed for ever; the same key with another request is refused. Refusals
/// have no effect and are not stored.
/// </summary>
internal static class Idempotency
{
    internal const string Header = "Idempotency-Key";

    private const string ReplayedHeader = "Idempotency-Replayed";
    private const int KeyLengthMax = 128;

    /// <summary>
    /// Runs <paramref name="handle"/> in one transaction, at most once per key and principal.
    /// </summary>
    internal static async Task<Answer> RunAsync(
        HttpContext http, Database database, Func<DbScope, Task<Answer>> handle)
    {
        CancellationToken stop = http.RequestAborted;
        string key = http.Request.Headers[Header].ToString();
        if (key.Length is 0 or > KeyLengthMax || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return Answer.Refused(new Refusal(
                HttpRefusal.IdempotencyKeyAbsent, "This call needs an Idempotency-Key.", Header,
                $"1 to {KeyLengthMax} printable ASCII characters, a new one for each new effect"));
        }

        SignedRequest request = SignedRequest.Of(http);
        byte[] hash = HashOf(http, request.Body);
        await using DbScope scope = await database.BeginAsync(stop);
        await scope.Command("SELECT pg_advisory_xact_lock(hashtextextended(@lock, 0))")
            .With("lock", $"{request.Key.Id:D}/{key}").RunAsync(stop);
        (byte[] Hash, Answer Answer)? stored = await FindAsync(scope, request.Key.Id, key, stop);
        if (stored is { } earlier)
            return Replay(http, earlier.Answer, isSame: hash.AsSpan().SequenceEqual(earlier.Hash));
        Answer answer = await handle(scope);
        if (answer.IsRefusal) return answer;
        await scope.Command("""
            INSERT INTO idempotent_answer (api_key, key, body_sha256, status, location, body, created_at)
            VALUES (@api_key, @key, @hash, @status, @location, @body, now())
            """).With("api_key", request.Key.Id).With("key", key).With("hash", hash)
            .With("status", answer.Status).With("location", answer.Location).With("body", answer.Body)
            .RunOneAsync(stop);
        await scope.CommitAsync(stop);
        return answer;
    }

    private static Answer Replay(HttpContext http, Answer answer, bool isSame)
    {
        if (!isSame)
        {
            return Answer.Refused(new Refusal(
                HttpRefusal.IdempotencyKeyReused, "This key was used for another request.", Header,
                "the very same request, or a new key"));
        }

        http.Response.Headers[ReplayedHeader] = "true";
        return answer;
    }

    private static async Task<(byte[] Hash, Answer Answer)?> FindAsync(
        DbScope scope, Guid apiKey, string key, CancellationToken stop)
    {
        List<(byte[], Answer)> found = await scope.Command("""
            SELECT body_sha256, status, body, location FROM idempotent_answer
            WHERE api_key = @api_key AND key = @key
            """).With("api_key", apiKey).With("key", key).ListAsync(
            row => (row.GetBytes(0), new Answer(
                (int)row.GetInt64(1), row.GetBytes(2), row.GetStringOrNull(3))), stop);
        return found.Count == 0 ? null : found[0];
    }

    private static byte[] HashOf(HttpContext http, byte[] body)
    {
        string line = $"{http.Request.Method} {http.Request.Path}\n";
        return SHA256.HashData([.. Encoding.UTF8.GetBytes(line), .. body]);
    }
}
