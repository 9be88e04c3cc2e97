using Strongroom.Exposure;
using Strongroom.Server.Http;

namespace Strongroom.Server.Exposure;

/// <summary>
/// Stands before authentication, idempotency and every use case: a request that holds a secret is refused,
/// and only the kind and the field are counted (docs/formats/secrets.md).
/// </summary>
internal sealed class SecretGuard
{
    private readonly RequestDelegate _next;
    private readonly SecretTally _tally;

    public SecretGuard(RequestDelegate next, SecretTally tally)
    {
        _next = next;
        _tally = tally;
    }

    public async Task InvokeAsync(HttpContext http)
    {
        HttpRequest request = http.Request;
        FoundSecret? found = SecretSearch.InHead(
            request.Path.Value ?? "",
            request.Query.Select(one => (one.Key, one.Value.ToString())),
            request.Headers.Select(one => (one.Key, one.Value.ToString())))
            ?? SecretSearch.InBody(await RequestBody.ReadAsync(http));
        if (found is null)
        {
            await _next(http);
            return;
        }

        _tally.Count(found.Value);
        await Answer.Refused(found.Value.ToRefusal()).ExecuteAsync(http);
    }
}
