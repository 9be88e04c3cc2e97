// docs/formats/signer-api.md, the people's TLS listener.
using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Strongroom.Cryptography.Transport;
using Strongroom.Intents;

namespace Strongroom.Cli.Http;

/// <summary>
/// What a person hands to the Signer itself, past a Server that delays or denies. The Signer is known by the
/// pin of its certificate, and by nothing else.
/// </summary>
internal sealed class SignerDoor : IDisposable
{
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

    /// <summary>Why the certificate that was shown is not the pinned one; Accepted until then.</summary>
    private CertificateVerdict Verdict { get; set; }

    internal static Option<string?> AddressOption() => new("--signer")
    {
        Description = "straight to the Signer's listener for people: https://host:port",
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
    internal static async Task<int> RunAsync(
        ParseResult parsed, Func<SignerDoor, Task<ApiAnswer>> call, string[] shown)
    {
        bool isJson = parsed.GetValue<bool>("--json");
        if (!TryOpen(
            parsed.GetValue<string?>("--signer"), parsed.GetValue<string[]>("--signer-pin") ?? [],
            out SignerDoor? door, out Refusal? refusal))
            return Answer.Refuse(refusal, isJson, Answer.NotTried);
        using (door)
        {
            ApiAnswer answer = await call(door);
            if (!answer.IsSuccess) return Answer.Refuse(answer.ToRefusal(), isJson);
            JsonNode node = answer.ToJson() ?? new JsonObject();
            if (isJson) ApiCall.ShowJson(node);
            else ApiCall.ShowMembers(node, shown);
            return Answer.Done;
        }
    }

    public void Dispose() => http.Dispose();

    private static bool TryOpen(
        string? addressText, string[] pinTexts, [NotNullWhen(true)] out SignerDoor? door,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isAddress = Uri.TryCreate(addressText, UriKind.Absolute, out Uri? address)
            && address is { Scheme: "https", PathAndQuery: "/", UserInfo: "" };
        bool arePins = CertificatePins.TryParse(pinTexts, out CertificatePins? pins);
        door = isAddress && arePins ? new SignerDoor(address!, pins!) : null;
        refusal = door is not null ? null : new Refusal(
            CliRefusal.Signer,
            "This does not say which Signer to call.",
            isAddress ? "--signer-pin" : "--signer",
            "--signer https://host:port and --signer-pin, 64 lower-case hexadecimal digits, once or twice");
        return door is not null;
    }

    internal Task<ApiAnswer> GetAsync(string path, CancellationToken stop) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)), stop);

    internal Task<ApiAnswer> PostAsync(string path, CanonicalObject body, CancellationToken stop)
    {
        ByteArrayContent content = new(body.ToBytes());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Uri call = new(path, UriKind.Relative);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, call) { Content = content }, stop);
    }

    private async Task<ApiAnswer> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        using HttpRequestMessage sent = request;
        try
        {
            using HttpResponseMessage answer = await http.SendAsync(sent, stop);
            return new ApiAnswer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(stop));
        }
        catch (HttpRequestException cause) when (Verdict != CertificateVerdict.Accepted)
        {
            string what = $"nothing was sent: the certificate at {http.BaseAddress} is {Verdict}";
            throw new IOException(what, cause);
        }
    }
}
