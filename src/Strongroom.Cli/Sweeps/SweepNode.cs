using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Cli.Sweeps;

/// <summary>
/// An Ethereum node over JSON-RPC, for the operator's eyes: balances, fees, a rehearsal of a call, broadcast.
/// The Signer believes none of it.
/// </summary>
internal sealed class SweepNode : IDisposable
{
    private const int TimeoutSeconds = 20;
    private const int AnswerBytesMax = 1 << 20;
    private const string BalanceOf = "0x70a08231";

    private readonly HttpClient http = new()
    {
        Timeout = TimeSpan.FromSeconds(TimeoutSeconds), MaxResponseContentBufferSize = AnswerBytesMax,
    };

    private readonly Uri endpoint;

    private SweepNode(Uri endpoint) => this.endpoint = endpoint;

    internal static bool TryOpen(
        string address, [NotNullWhen(true)] out SweepNode? node, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isAddress = Uri.TryCreate(address, UriKind.Absolute, out Uri? endpoint)
            && (endpoint.Scheme == Uri.UriSchemeHttps || endpoint.Scheme == Uri.UriSchemeHttp);
        node = isAddress ? new SweepNode(endpoint!) : null;
        refusal = isAddress
            ? null
            : new Refusal(CliRefusal.Node, "this is no node's address", "--node", "an http or https URL");
        return isAddress;
    }

    internal async Task<ChainId> ChainAsync(CancellationToken stop) =>
        ChainId.Eip155((ulong)await NumberAsync("eth_chainId", [], stop));

    internal async Task<Amount> BalanceAsync(EthereumAddress address, AssetId asset, CancellationToken stop)
    {
        if (asset.IsNative)
            return new Amount(await NumberAsync("eth_getBalance", [address.ToString(), "latest"], stop));
        string word32 = address.ToString()[2..].ToLowerInvariant().PadLeft(2 * UInt256.SizeBytes, '0');
        JsonObject call = new() { ["to"] = asset.Reference, ["data"] = BalanceOf + word32 };
        string word = (string?)await NeedAsync("eth_call", [call, "latest"], stop) ?? "";
        byte[] bytes = new byte[UInt256.SizeBytes];
        // An address without code answers "0x": nothing is held there.
        return HexText.TryRead(word, bytes) ? new Amount(UInt256.FromBigEndian(bytes)) : Amount.Zero;
    }

    /// <summary>Twice what the node asks for now: chosen once, it has to hold for the sweep.</summary>
    internal async Task<UInt256> FeePerGasAsync(CancellationToken stop)
    {
        UInt256 price = await NumberAsync("eth_gasPrice", [], stop);
        return price + price;
    }

    /// <summary>What the call would need; or what the node says against it.</summary>
    internal async Task<(UInt256? Gas, string? Problem)> EstimateAsync(
        EthereumAddress from, TransferCall call, CancellationToken stop)
    {
        JsonObject request = new()
        {
            ["from"] = from.ToString(), ["to"] = call.To.ToString(),
            ["value"] = call.Value.ToHexQuantity(), ["data"] = HexText.Format(call.EncodeCallData()),
        };
        (JsonNode? result, string? problem) = await CallAsync("eth_estimateGas", [request], stop);
        return UInt256.TryParseHexQuantity((string?)result ?? "", out UInt256 gas)
            ? (gas, null)
            : (null, problem ?? "no estimate");
    }

    /// <summary>Null when the node has it, now or from before.</summary>
    internal async Task<string?> BroadcastAsync(string raw, Hash32 hash, CancellationToken stop)
    {
        (_, string? problem) = await CallAsync("eth_sendRawTransaction", [raw], stop);
        if (problem is null) return null;
        (JsonNode? known, _) = await CallAsync("eth_getTransactionByHash", [hash.ToString()], stop);
        return known is null ? problem : null;
    }

    /// <summary>Whether it succeeded; null while it is not mined.</summary>
    internal async Task<bool?> ReceiptAsync(Hash32 hash, CancellationToken stop)
    {
        JsonNode? receipt = await NeedAsync("eth_getTransactionReceipt", [hash.ToString()], stop);
        return receipt is null ? null : (string?)receipt["status"] == "0x1";
    }

    public void Dispose() => http.Dispose();

    private async Task<UInt256> NumberAsync(string method, JsonArray parameters, CancellationToken stop) =>
        UInt256.TryParseHexQuantity(
            (string?)await NeedAsync(method, parameters, stop) ?? "", out UInt256 number)
            ? number
            : throw new IOException($"{CliRefusal.Node}: {method} gave no number");

    private async Task<JsonNode?> NeedAsync(string method, JsonArray parameters, CancellationToken stop)
    {
        (JsonNode? result, string? problem) = await CallAsync(method, parameters, stop);
        return problem is null ? result : throw new IOException($"{CliRefusal.Node}: {method}: {problem}");
    }

    private async Task<(JsonNode? Result, string? Problem)> CallAsync(
        string method, JsonArray parameters, CancellationToken stop)
    {
        JsonObject request =
            new() { ["id"] = 1, ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters };
        using ByteArrayContent content = new(Encoding.UTF8.GetBytes(request.ToJsonString()));
        content.Headers.ContentType = new("application/json");
        using HttpResponseMessage response = await http.PostAsync(endpoint, content, stop);
        try
        {
            JsonNode? answer = JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(stop));
            if (answer is not JsonObject body) return (null, "no JSON object");
            return body["error"] is { } error
                ? (null, (string?)error["message"] ?? "an error")
                : (body["result"], null);
        }
        catch (JsonException)
        {
            return (null, "no JSON");
        }
    }
}
