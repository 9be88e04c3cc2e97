using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Strongroom.Cli.Http;
using Strongroom.Intents;

namespace Strongroom.Cli.Demo;

/// <summary>
/// Calls on the Signer's socket, past the Server: all that somebody who took the Server over can do.
/// </summary>
internal sealed class SignerCalls(string socketPath)
{
    private static readonly TimeSpan s_timeMax = TimeSpan.FromSeconds(30);

    internal async Task<bool> IsSigningAsync(CancellationToken stop)
    {
        try
        {
            ApiAnswer answer = await SendAsync(HttpMethod.Get, "v1/status", null, stop);
            return answer.IsSuccess && answer.ToJson()!["signing"]!.GetValue<bool>();
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    internal async Task<JsonNode> GetAsync(string path, CancellationToken stop)
    {
        ApiAnswer answer = await SendAsync(HttpMethod.Get, path, null, stop);
        return answer.IsSuccess
            ? answer.ToJson()!
            : throw new DemoStoppedException($"the Signer refuses {path}: {answer.ToRefusal()}");
    }

    internal Task<ApiAnswer> AskAsync(string path, CancellationToken stop) =>
        SendAsync(HttpMethod.Get, path, null, stop);

    internal Task<ApiAnswer> RegisterAsync(
        Intent intent, IEnumerable<SignedStatement> statements, byte[]? unsigned, CancellationToken stop) =>
        SendAsync(HttpMethod.Post, "v1/intents", CanonicalObject.Of(
            ("intent", intent.Body),
            ("statements", CanonicalArray.OfObjects(statements.Select(statement => statement.Body))),
            ("unsigned", unsigned is null ? null : Hex(unsigned))), stop);

    internal Task<ApiAnswer> SignAsync(Digest intent, byte[] unsigned, CancellationToken stop) =>
        SendAsync(HttpMethod.Post, "v1/signatures", CanonicalObject.Of(
            ("intent", intent.ToString()), ("unsigned", Hex(unsigned))), stop);

    private async Task<ApiAnswer> SendAsync(
        HttpMethod method, string path, CanonicalObject? body, CancellationToken stop)
    {
        using SocketsHttpHandler handler = new() { UseProxy = false, ConnectCallback = ConnectAsync };
        using HttpClient http = new(handler) { BaseAddress = new Uri("http://signer/"), Timeout = s_timeMax };
        using HttpRequestMessage request = new(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body.ToBytes());
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using HttpResponseMessage answer = await http.SendAsync(request, stop);
        return new ApiAnswer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(stop));
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Hex(byte[] bytes) => $"0x{Convert.ToHexStringLower(bytes)}";
}
