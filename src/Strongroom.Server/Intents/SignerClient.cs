// docs/formats/signer-api.md: HTTP/1.1 with JSON on a Unix socket; refusals are RFC 9457 problems.
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
    private const int AnswerBytesMax = 4 * 1024 * 1024;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    public SignerClient(string socketPath)
    {
        SocketsHttpHandler handler = new()
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectCallback = async (_, stop) => await ConnectAsync(socketPath, stop),
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri("http://signer/"),
            Timeout = s_timeout,
            MaxResponseContentBufferSize = AnswerBytesMax,
        };
    }

    internal Task<SignerAnswer> StatusAsync(CancellationToken stop) => GetAsync("v1/status", stop);

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

    public void Dispose() => _http.Dispose();

    private async Task<SignerAnswer> GetAsync(string path, CancellationToken stop)
    {
        using HttpResponseMessage response = await _http.GetAsync(new Uri(path, UriKind.Relative), stop);
        return await ReadAsync(response, stop);
    }

    private async Task<SignerAnswer> PostAsync(string path, CanonicalObject body, CancellationToken stop)
    {
        using ByteArrayContent content = new(body.ToBytes());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response =
            await _http.PostAsync(new Uri(path, UriKind.Relative), content, stop);
        return await ReadAsync(response, stop);
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
