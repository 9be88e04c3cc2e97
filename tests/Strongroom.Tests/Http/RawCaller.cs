using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Tests.Http;

/// <summary>Signs a call by hand, so that a test can get any part of it wrong.</summary>
internal sealed class RawCaller(ServerBench bench, Ed25519PrivateKey key, string keyId) : IDisposable
{
    private readonly HttpClient _http = bench.NewStranger();

    internal DateTimeOffset Created { get; set; } = DateTimeOffset.UtcNow;

    internal string Nonce { get; set; } = Guid.NewGuid().ToString("N");

    internal string? Body { get; set; }

    internal string? SentBody { get; set; }

    internal string[]? Components { get; set; }

    internal string Label { get; set; } = "sig";

    internal string? SentPath { get; set; }

    internal async Task<(int Status, string Code)> SendAsync(string method, string path)
    {
        Uri target = new(bench.Address, path);
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(bench.Address, SentPath ?? path));
        Dictionary<string, string> values = new(StringComparer.Ordinal)
        {
            ["@method"] = method,
            ["@target-uri"] = target.AbsoluteUri,
            ["@authority"] = target.Authority,
            ["@path"] = target.AbsolutePath,
            ["@query"] = target.Query.Length == 0 ? "?" : target.Query,
        };
        if (Body is not null)
        {
            string digest = $"sha-256=:{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Body)))}:";
            request.Content = new StringContent(SentBody ?? Body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add("Content-Digest", digest);
            values["content-digest"] = digest;
        }

        Sign(request, values);
        using HttpResponseMessage response = await _http.SendAsync(request);
        JsonNode? answer = JsonNode.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, (string?)answer?["code"] ?? "");
    }

    private void Sign(HttpRequestMessage request, Dictionary<string, string> values)
    {
        string[] components = Components
            ?? (Body is null ? ["@method", "@target-uri"] : ["@method", "@target-uri", "content-digest"]);
        string names = string.Join(' ', components.Select(name => $"\"{name}\""));
        string parameters = string.Create(
            CultureInfo.InvariantCulture,
            $"({names});created={Created.ToUnixTimeSeconds()};keyid=\"{keyId}\";nonce=\"{Nonce}\"");
        StringBuilder text = new();
        foreach (string name in components)
            text.Append('"').Append(name).Append("\": ").Append(values.GetValueOrDefault(name, "x")).Append('\n');
        text.Append("\"@signature-params\": ").Append(parameters);
        string signature = Convert.ToBase64String(key.Sign(Encoding.UTF8.GetBytes(text.ToString())));
        request.Headers.Add("Signature-Input", $"{Label}={parameters}");
        request.Headers.Add("Signature", $"sig=:{signature}:");
    }

    public void Dispose() => _http.Dispose();
}
