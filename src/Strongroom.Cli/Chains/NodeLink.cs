using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Strongroom.Cli.Chains;

/// <summary>
/// Calls on an Ethereum node over JSON-RPC. What is not an answer ends the command as an IOException.
/// </summary>
internal sealed class NodeLink : IDisposable
{
    private const int TimeoutSeconds = 10;
    private const int AnswerBytesMax = 1 << 20;

    private readonly Uri endpoint;
    private readonly HttpClient http = new()
    {
        Timeout = TimeSpan.FromSeconds(TimeoutSeconds), MaxResponseContentBufferSize = AnswerBytesMax,
    };

    private NodeLink(Uri endpoint) => this.endpoint = endpoint;

    internal static bool TryOpen(
        string address, string option,
        [NotNullWhen(true)] out NodeLink? link, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isAddress = Uri.TryCreate(address, UriKind.Absolute, out Uri? endpoint)
            && (endpoint.Scheme == Uri.UriSchemeHttps || endpoint.Scheme == Uri.UriSchemeHttp);
        link = isAddress ? new NodeLink(endpoint!) : null;
        refusal = isAddress
            ? null
            : new Refusal(CliRefusal.Node, "this is no node's address", option, "an http or https URL");
        return isAddress;
    }

    internal async Task<string> TextAsync(string method, JsonArray parameters, CancellationToken stop) =>
        await CallAsync(method, parameters, stop) is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : throw Malformed();

    internal async Task<JsonNode?> CallAsync(string method, JsonArray parameters, CancellationToken stop)
    {
        JsonObject body = await AskAsync(method, parameters, stop);
        return body["error"] is null ? body["result"] : throw Malformed();
    }

    /// <summary>Null where the node answers with an error of its own.</summary>
    internal async Task<string?> TryTextAsync(string method, JsonArray parameters, CancellationToken stop)
    {
        JsonObject body = await AskAsync(method, parameters, stop);
        return body["error"] is null && body["result"] is JsonValue value ? (string?)value : null;
    }

    public void Dispose() => http.Dispose();

    internal static IOException Malformed() =>
        new($"{CliRefusal.Node}: the node does not answer as an Ethereum node does");

    private async Task<JsonObject> AskAsync(string method, JsonArray parameters, CancellationToken stop)
    {
        JsonObject request =
            new() { ["id"] = 1, ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters };
        using ByteArrayContent content = new(Encoding.UTF8.GetBytes(request.ToJsonString()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await http.PostAsync(endpoint, content, stop);
        response.EnsureSuccessStatusCode();
        try
        {
            JsonNode? answer = JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(stop));
            return answer as JsonObject ?? throw Malformed();
        }
        catch (JsonException)
        {
            throw Malformed();
        }
    }
}
