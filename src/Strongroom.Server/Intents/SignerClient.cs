// docs/formats/signer-api.md: HTTP/1.1 with JSON on a Unix socket, or on TLS between pinned certificates;
// refusals are RFC 9457 problems.
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Strongroom.Intents;

namespace Strongroom.Server.Intents;

/// <summary>
/// Calls to the Signer. What it answers is checked by whoever asked; it is never simply believed.
/// </summary>
internal sealed class SignerClient : IDisposable
{
    // A request for a cold Signer carries all governance since its last trip.
    private const int AnswerBytesMax = 33 * 1024 * 1024;

    // Below the connections that a Signer takes from elsewhere.
    private const int ConnectionsMax = 64;

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_connectMax = TimeSpan.FromSeconds(5);

    // A certificate that was replaced on either side is asked for again after this time.
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(10);

    private readonly SignerAddress _address;
    private readonly HttpClient _http;

    public SignerClient(SignerAddress address, ILogger<SignerClient> log)
    {
        _address = address;
        SocketsHttpHandler handler = new()
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectTimeout = s_connectMax,
            PooledConnectionLifetime = s_connectionLifetime,
            MaxConnectionsPerServer = ConnectionsMax,
        };
        if (address.SocketPath is { } path)
            handler.ConnectCallback = async (_, stop) => await ConnectAsync(path, stop);
        else
            handler.SslOptions = address.Terms(verdict => IntentsLog.SignerNotPinned(log, verdict));
        _http = new HttpClient(handler)
        {
            BaseAddress = address.Base,
            Timeout = s_timeout,
            MaxResponseContentBufferSize = AnswerBytesMax,
        };
    }

    internal Task<SignerAnswer> StatusAsync(CancellationToken stop) => GetAsync("v1/status", stop);

    /// <summary>Asked before a call is repeated: every refusal by a freeze leaves a leaf.</summary>
    internal async Task<bool> IsFrozenAsync(CancellationToken stop) =>
        (await StatusAsync(stop)).IsTrue("frozen");

    internal Task<SignerAnswer> RegistryAsync(CancellationToken stop) => GetAsync("v1/registry", stop);

    internal Task<SignerAnswer> AccountAsync(Guid account, CancellationToken stop) =>
        GetAsync($"v1/registry/accounts/{account:D}", stop);

    internal Task<SignerAnswer> IntentAsync(Digest digest, CancellationToken stop) =>
        GetAsync($"v1/intents/{digest}", stop);

    internal Task<SignerAnswer> RegisterAsync(
        Intent intent, IEnumerable<CanonicalObject> statements,
        IReadOnlyCollection<CanonicalObject> attestations, CancellationToken stop) =>
        PostAsync("v1/intents", CanonicalObject.Of(
            ("attestations", attestations.Count == 0 ? null : CanonicalArray.OfObjects(attestations)),
            ("intent", intent.Body), ("statements", CanonicalArray.OfObjects(statements))), stop);

    internal Task<SignerAnswer> EffectAsync(Digest digest, CancellationToken stop) =>
        PostAsync($"v1/intents/{digest}/effect", CanonicalObject.Empty, stop);

    internal Task<SignerAnswer> SignAsync(Digest digest, string unsigned, CancellationToken stop) =>
        PostAsync("v1/signatures", CanonicalObject.Of(("intent", digest.ToString()), ("unsigned", unsigned)),
            stop);

    internal Task<SignerAnswer> StateAsync(CanonicalObject statement, CancellationToken stop) =>
        PostAsync("v1/statements", CanonicalObject.Of(("statements", CanonicalArray.OfObjects([statement]))),
            stop);

    /// <summary>To /v1/cold: requests, responses or addresses.</summary>
    internal Task<SignerAnswer> CarryAsync(string call, CanonicalObject body, CancellationToken stop) =>
        PostAsync($"v1/cold/{call}", body, stop);

    public void Dispose()
    {
        _http.Dispose();
        _address.Dispose();
    }

    private async Task<SignerAnswer> GetAsync(string path, CancellationToken stop)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        return await SendAsync(request, stop);
    }

    private async Task<SignerAnswer> PostAsync(string path, CanonicalObject body, CancellationToken stop)
    {
        using ByteArrayContent content = new(body.ToBytes());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = content };
        return await SendAsync(request, stop);
    }

    private async Task<SignerAnswer> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, stop);
            return await ReadAsync(response, stop);
        }
        catch (SocketException problem)
        {
            // A connection that is reset before TLS begins is not wrapped by the library, as all others are.
            throw new HttpRequestException(HttpRequestError.ConnectionError, problem.Message, problem);
        }
    }

    private static async Task<SignerAnswer> ReadAsync(HttpResponseMessage response, CancellationToken stop)
    {
        byte[] bytes = await response.Content.ReadAsByteArrayAsync(stop);
        using JsonDocument document = JsonDocument.Parse(bytes);
        JsonElement body = document.RootElement.Clone();
        int status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode) return new SignerAnswer(status, body, null, null);
        SignerAnswer problem = new(status, body, null, null);
        Refusal refusal = new(
            problem.Text("code") ?? IntentsRefusal.SignerUnreachable,
            problem.Text("detail") ?? "The Signer gave no reason.",
            problem.Text("field"),
            problem.Text("accepted"));
        return problem with { Refusal = refusal, JournalIndex = problem.Number("journalIndex") };
    }

    private static async Task<Stream> ConnectAsync(string path, CancellationToken stop)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
