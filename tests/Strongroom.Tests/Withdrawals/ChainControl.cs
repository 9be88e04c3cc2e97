using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Tests.Withdrawals;

/// <summary>What a stranger does on the local chain: pays, deploys, mines, reorganises.</summary>
internal sealed class ChainControl(Uri endpoint) : IDisposable
{
    /// <summary>The chain's own funded account, whose transactions anvil signs.</summary>
    internal const string Stranger = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

    private readonly HttpClient _http = new() { BaseAddress = endpoint };

    /// <summary>0x and the four bytes that name a function.</summary>
    internal static string Selector(string signature) =>
        HexText.Format(Hash32.Keccak(System.Text.Encoding.ASCII.GetBytes(signature)).ToBytes().AsSpan(0, 4));

    internal async Task<JsonNode?> CallAsync(string method, params JsonNode[] parameters)
    {
        JsonObject request = new()
        {
            ["jsonrpc"] = "2.0",
            ["id"] = 1,
            ["method"] = method,
            ["params"] = new JsonArray(parameters),
        };
        using HttpResponseMessage response = await _http.PostAsJsonAsync("", request);
        JsonNode? answer = await response.Content.ReadFromJsonAsync<JsonNode>();
        answer!["error"].ShouldBeNull(answer.ToJsonString());
        return answer["result"];
    }

    /// <summary>Sends a transaction of the stranger's and returns its mined receipt.</summary>
    internal async Task<JsonNode> SendAsync(string? to, string data, string value = "0x0")
    {
        JsonObject transaction = new() { ["from"] = Stranger, ["data"] = data, ["value"] = value, ["gas"] = "0x4c4b40" };
        if (to is not null) transaction["to"] = to;
        string hash = (string)(await CallAsync("eth_sendTransaction", transaction))!;
        JsonNode? receipt = null;
        await Http.Wait.UntilAsync(async () => (receipt = await CallAsync("eth_getTransactionReceipt", hash)) is not null);
        return receipt!;
    }

    /// <summary>A contract of tools/devnet, deployed; its constructor takes no argument or one supply.</summary>
    internal async Task<string> DeployAsync(string name, string? supplyHex = null)
    {
        string file = Repository.PathOf("tools", "devnet", "build", "contracts.json");
        JsonNode contracts = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        string bytecode = (string)contracts["contracts"]![name]!["bytecode"]!;
        string argument = supplyHex?.PadLeft(64, '0') ?? "";
        JsonNode receipt = await SendAsync(null, (bytecode.StartsWith("0x", StringComparison.Ordinal) ? "" : "0x") + bytecode + argument);
        string text = (string)receipt["contractAddress"]!;
        EthereumAddress.TryParseLowerCase(text.ToLowerInvariant(), out EthereumAddress address).ShouldBeTrue();
        return address.ToString();
    }

    public void Dispose() => _http.Dispose();
}
