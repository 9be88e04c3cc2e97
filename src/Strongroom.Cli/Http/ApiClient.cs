// HTTP Message Signatures, RFC 9421, with ed25519; Content-Digest, RFC 9530.
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cli.Http;

/// <summary>Calls the Server's API; every request is signed with the API key.</summary>
internal sealed class ApiClient : IDisposable
{
    private const int NonceBytes = 16;
    private const int AnswerBytesMax = 16 << 20;

    // RFC 9110 10.1.1: a server that refuses a large body by its length answers before the body is sent.
    // Without this it closes a connection that still carries the body, and the answer can be lost.
    private const int UnannouncedBytesMax = 32 << 10;
    private static readonly TimeSpan AnnouncementMax = TimeSpan.FromSeconds(10);
    private const int TimeoutSeconds = 60;

    private readonly HttpClient http;
    private readonly Ed25519PrivateKey key;
    private readonly string keyId;
    private readonly TimeProvider clock;

    internal ApiClient(ApiProfile profile, Ed25519PrivateKey key, TimeProvider clock)
    {
        this.key = key;
        this.clock = clock;
        keyId = profile.KeyId;
        http = new HttpClient(TrustOnly(profile.CaFile), disposeHandler: true)
        {
            BaseAddress = profile.Server,
            Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
            MaxResponseContentBufferSize = AnswerBytesMax,
        };
    }

    internal Task<ApiAnswer> GetAsync(string path, CancellationToken stop) =>
        SendAsync(HttpMethod.Get, path, null, null, stop);

    internal Task<ApiAnswer> PostAsync(
        string path, byte[] body, string? idempotencyKey, CancellationToken stop) =>
        SendAsync(HttpMethod.Post, path, body, idempotencyKey, stop);

    private async Task<ApiAnswer> SendAsync(
        HttpMethod method, string path, byte[]? body, string? idempotencyKey, CancellationToken stop)
    {
        using HttpRequestMessage request = new(method, new Uri(http.BaseAddress!, path));
        List<(string Name, string Value)> covered =
            [("@method", method.Method), ("@target-uri", request.RequestUri!.AbsoluteUri)];
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Headers.ExpectContinue = body.Length > UnannouncedBytesMax;
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            string digest = $"sha-256=:{Convert.ToBase64String(SHA256.HashData(body))}:";
            request.Headers.Add("Content-Digest", digest);
            covered.Add(("content-digest", digest));
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
            covered.Add(("idempotency-key", idempotencyKey));
        }

        Sign(request, covered);
        using HttpResponseMessage answer = await http.SendAsync(request, stop);
        return new ApiAnswer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(stop));
    }

    private void Sign(HttpRequestMessage request, List<(string Name, string Value)> covered)
    {
        string names = string.Join(' ', covered.Select(component => $"\"{component.Name}\""));
        long created = clock.GetUtcNow().ToUnixTimeSeconds();
        string nonce = Convert.ToHexStringLower(RandomBytes.Create(NonceBytes));
        string parameters = string.Create(
            CultureInfo.InvariantCulture,
            $"({names});created={created};keyid=\"{keyId}\";alg=\"ed25519\";nonce=\"{nonce}\"");
        StringBuilder text = new();
        foreach ((string name, string value) in covered) text.Append('"').Append(name).Append("\": ")
            .Append(value).Append('\n');
        text.Append("\"@signature-params\": ").Append(parameters);
        byte[] signature = key.Sign(Encoding.UTF8.GetBytes(text.ToString()));
        request.Headers.Add("Signature-Input", $"strongroom={parameters}");
        request.Headers.Add("Signature", $"strongroom=:{Convert.ToBase64String(signature)}:");
    }

    private static SocketsHttpHandler TrustOnly(string? caFile)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false, Expect100ContinueTimeout = AnnouncementMax,
        };
        if (caFile is null) return handler;
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(
            X509CertificateLoader.LoadCertificateFromFile(caFile));
        return handler;
    }

    public void Dispose()
    {
        http.Dispose();
        key.Dispose();
    }
}
