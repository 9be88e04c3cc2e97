using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Numerics;
using System.Text.Json.Nodes;
using Strongroom.Chains.Ethereum;
using Strongroom.Tests.Chains;
using Strongroom.Tests.Chains.Ethereum;

namespace Strongroom.Tests.Faults;

/// <summary>
/// A chain with a block every second, asked by a client that shares no code with the product. Its first account
/// owns everything at the start.
/// </summary>
internal sealed class DevChain : IDisposable
{
    internal const string Id = "eip155:31337";
    internal const string Ether = "eip155:31337/slip44:60";

    private const int AttemptsMax = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Process process;
    private readonly HttpClient http;
    private string owner = "";

    private DevChain(Process process, Uri endpoint)
    {
        this.process = process;
        Endpoint = endpoint;
        http = new HttpClient { BaseAddress = endpoint };
    }

    internal static string Contracts { get; } = Repository.PathOf("tools", "devnet", "build", "contracts.json");

    internal Uri Endpoint { get; }

    /// <summary>The demo token's address (EIP-55).</summary>
    internal string Token { get; private set; } = "";

    internal string TokenAsset => $"{Id}/erc20:{Token}";

    internal static async Task<DevChain> StartAsync()
    {
        int port = AnvilNode.FreePort();
        string program = Path.Combine(PeerFactAttribute.Packages, "@foundry-rs", "anvil-linux-amd64", "bin", "anvil");
        Process started = Process.Start(
            program, ["--silent", "--block-time", "1", "--port", port.ToString(CultureInfo.InvariantCulture)]);
        DevChain chain = new(started, new Uri($"http://127.0.0.1:{port}"));
        await chain.WaitAsync();
        chain.owner = (await chain.AskAsync("eth_accounts"))!.AsArray()[0]!.GetValue<string>();
        await chain.DeployTokenAsync();
        return chain;
    }

    internal Task PayAsync(string to, BigInteger wei) =>
        SendAsync(new JsonObject { ["from"] = owner, ["to"] = to, ["value"] = Hex(wei) });

    internal Task PayTokensAsync(string to, BigInteger units) =>
        SendAsync(new JsonObject { ["from"] = owner, ["to"] = Token, ["data"] = "0xa9059cbb" + Word(to) + Word(units) });

    internal async Task<BigInteger> BalanceAsync(string address, string asset)
    {
        if (asset == Ether) return Number(await AskAsync("eth_getBalance", address, "latest"));
        JsonObject call = new() { ["to"] = Token, ["data"] = "0x70a08231" + Word(address) };
        return Number(await AskAsync("eth_call", call, "latest"));
    }

    internal async Task<ulong> CountAsync(string address) =>
        (ulong)Number(await AskAsync("eth_getTransactionCount", address, "latest"));

    internal Task<JsonNode?> ReceiptAsync(string hash) => AskAsync("eth_getTransactionReceipt", hash);

    public void Dispose()
    {
        http.Dispose();
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private async Task WaitAsync()
    {
        for (int attempt = 0; attempt < AttemptsMax; attempt++)
        {
            try
            {
                await AskAsync("eth_chainId");
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(Pause);
            }
        }

        throw new TimeoutException("anvil does not listen");
    }

    private async Task DeployTokenAsync()
    {
        JsonNode contracts = JsonNode.Parse(await File.ReadAllTextAsync(Contracts))!["contracts"]!;
        string code = contracts["DemoToken"]!["bytecode"]!.GetValue<string>();
        string supply = Word(BigInteger.Pow(10, 18));
        string start = code.StartsWith("0x", StringComparison.Ordinal) ? code : "0x" + code;
        JsonNode receipt = await SendAsync(new JsonObject { ["from"] = owner, ["data"] = start + supply });
        string address = receipt["contractAddress"]!.GetValue<string>();
        Token = EthereumAddress.FromBytes(Convert.FromHexString(address[2..])).ToString();
    }

    private async Task<JsonNode> SendAsync(JsonObject transaction)
    {
        string hash = (await AskAsync("eth_sendTransaction", transaction))!.GetValue<string>();
        for (int attempt = 0; attempt < AttemptsMax; attempt++)
        {
            if (await ReceiptAsync(hash) is { } receipt)
            {
                receipt["status"]!.GetValue<string>().ShouldBe("0x1");
                return receipt;
            }

            await Task.Delay(Pause);
        }

        throw new TimeoutException("the chain does not take a transaction");
    }

    private async Task<JsonNode?> AskAsync(string method, params JsonNode?[] parameters)
    {
        JsonObject request = new()
        {
            ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = new JsonArray(parameters),
        };
        using HttpResponseMessage response = await http.PostAsJsonAsync("", request);
        JsonNode answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        answer["error"].ShouldBeNull(method);
        return answer["result"];
    }

    private static string Hex(BigInteger value) => "0x" + value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');

    private static string Word(BigInteger value) =>
        value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0').PadLeft(64, '0');

    private static string Word(string address) => address[2..].ToLowerInvariant().PadLeft(64, '0');

    private static BigInteger Number(JsonNode? value) =>
        BigInteger.Parse("0" + value!.GetValue<string>()[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
