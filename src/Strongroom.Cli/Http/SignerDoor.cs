// docs/formats/signer-api.md: the people's TLS listener, or the socket on the Signer's own host.
using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Strongroom.Cryptography.Transport;
using Strongroom.Intents;

namespace Strongroom.Cli.Http;

/// <summary>
/// What a person hands to the Signer itself, past a Server that delays or denies. The Signer is known by the
/// pin of its certificate, or by the socket on its own host, and by nothing else.
/// </summary>
internal sealed class SignerDoor : IDisposable
{
    private const string SocketScheme = "unix:";

    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(60);

    private readonly HttpClient http;

    private SignerDoor(Uri address, CertificatePins pins)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false, UseProxy = false,
            SslOptions = PinnedTls.Client(null, pins, TimeProvider.System, verdict => Verdict = verdict),
        };
        http = new HttpClient(handler) { BaseAddress = address, Timeout = TimeMax };
    }

    private SignerDoor(string socket)
    {
        Verdict = CertificateVerdict.Accepted;
        SocketsHttpHandler handler = new()
        {
            UseProxy = false,
            ConnectCallback = (_, stop) => ConnectAsync(new UnixDomainSocketEndPoint(socket), stop),
        };
        http = new HttpClient(handler) { BaseAddress = new Uri("http://signer/"), Timeout = TimeMax };
    }

    /// <summary>Why the certificate that was shown is not the pinned one; Accepted until then.</summary>
    private CertificateVerdict Verdict { get; set; }

    internal static Option<string?> AddressOption() => new("--signer")
    {
        Description = "straight to the Signer: https://host:port of its listener for people, or unix:PATH",
    };

    internal static Option<string[]> PinOption() => new("--signer-pin")
    {
        Description = "the pin of its certificate (certificate show prints it); may be given twice",
    };

    /// <summary>Posts to the Signer and shows the named members of its answer.</summary>
    internal static Task<int> RunAsync(
        ParseResult parsed, string path, CanonicalObject body, string[] shown, CancellationToken stop) =>
        RunAsync(parsed, door => door.PostAsync(path, body, stop), shown);

    /// <summary>Calls the Signer and shows the named members of its last answer.</summary>
    internal static Task<int> RunAsync(
        ParseResult parsed, Func<SignerDoor, Task<ApiAnswer>> call, string[] shown) =>
        ShowAsync(parsed, call, node => ApiCall.ShowMembers(node, shown));

    /// <summary>Asks the Signer, and shows its answer as JSON or as the caller likes.</summary>
    internal static async Task<int> ShowAsync(
        ParseResult parsed, Func<SignerDoor, Task<ApiAnswer>> call, Action<JsonNode> show)
    {
        bool isJson = parsed.GetValue<bool>("--json");
        if (!TryOpen(parsed, out SignerDoor? door, out Refusal? refusal))
            return Answer.Refuse(refusal, isJson, Answer.NotTried);
        using (door)
        {
            ApiAnswer answer = await call(door);
            if (!answer.IsSuccess) return Answer.Refuse(answer.ToRefusal(), isJson);
            JsonNode node = answer.ToJson() ?? new JsonObject();
            if (isJson) ApiCall.ShowJson(node);
            else show(node);
            return Answer.Done;
        }
    }

    public void Dispose() => http.Dispose();

    internal static bool TryOpen(
        ParseResult parsed, [NotNullWhen(true)] out SignerDoor? door,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        string? addressText = parsed.GetValue<string?>("--signer");
        string[] pinTexts = parsed.GetValue<string[]>("--signer-pin") ?? [];
        bool isSocket = addressText?.StartsWith(SocketScheme, StringComparison.Ordinal) ?? false;
        bool isAddress = Uri.TryCreate(addressText, UriKind.Absolute, out Uri? address)
            && address is { Scheme: "https", PathAndQuery: "/", UserInfo: "" };
        bool arePins = CertificatePins.TryParse(pinTexts, out CertificatePins? pins);
        door = isSocket ? new SignerDoor(addressText![SocketScheme.Length..])
            : isAddress && arePins ? new SignerDoor(address!, pins!) : null;
        refusal = door is not null ? null : new Refusal(
            CliRefusal.Signer,
            "This does not say which Signer to call.",
            isAddress ? "--signer-pin" : "--signer",
            "--signer https://host:port and --signer-pin, 64 lower-case hexadecimal digits, once or twice;"
            + " or --signer unix:PATH");
        return door is not null;
    }

    internal Task<ApiAnswer> GetAsync(string path, CancellationToken stop) =>
        SendAsync(HttpMethod.Get, path, null, stop);

    internal Task<ApiAnswer> PostAsync(string path, CanonicalObject body, CancellationToken stop) =>
        SendAsync(HttpMethod.Post, path, body, stop);

    /// <summary>An answer that the caller cannot go on without.</summary>
    internal async Task<JsonNode> NeedAsync(string path, CancellationToken stop)
    {
        ApiAnswer answer = await GetAsync(path, stop);
        return answer.IsSuccess
            ? answer.ToJson() ?? throw new IOException("the Signer gave no answer")
            : throw new IOException($"{path}: {answer.ToRefusal()}");
    }

    private async Task<ApiAnswer> SendAsync(
        HttpMethod method, string path, CanonicalObject? body, CancellationToken stop)
    {
        using HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body.ToBytes());
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        try
        {
            using HttpResponseMessage answer = await http.SendAsync(request, stop);
            return new ApiAnswer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(stop));
        }
        catch (HttpRequestException cause) when (Verdict != CertificateVerdict.Accepted)
        {
            string what = $"nothing was sent: the certificate at {http.BaseAddress} is {Verdict}";
            throw new IOException(what, cause);
        }
    }

    private static async ValueTask<Stream> ConnectAsync(
        UnixDomainSocketEndPoint endPoint, CancellationToken stop)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(endPoint, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException cause)
        {
            socket.Dispose();
            throw new IOException($"no Signer listens at {endPoint}", cause);
        }
    }
}
