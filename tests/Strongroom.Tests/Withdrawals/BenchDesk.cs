using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Intents;
using Strongroom.Tests.Http;

namespace Strongroom.Tests.Withdrawals;

/// <summary>The daily work through the API: a chain, a client with a wallet, funds, withdrawals.</summary>
internal sealed class BenchDesk(ServerBench bench)
{
    internal const string Chain = "eip155:31337";
    internal const string Ether = "eip155:31337/slip44:60";
    internal const string Recipient = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

    internal ChainControl Control => field ??= new ChainControl(bench.Chain!.Endpoint);

    internal string Client { get; private set; } = "";

    internal string Account { get; private set; } = "";

    internal string House { get; private set; } = "";

    internal string Address { get; private set; } = "";

    /// <summary>A chain that everybody at this bench uses; two confirmations count.</summary>
    internal async Task RegisterChainAsync()
    {
        await SubmitAsync(
            IntentKind.ChainRegistration, ("chain", Chain), ("name", "Local chain"), ("confirmations", 2),
            ("native", CanonicalObject.Of(("asset", Ether), ("decimals", 18), ("symbol", "ETH"))));
        await Wait.UntilAsync(() =>
        {
            bool isThere = bench.Part<Server.Intents.RegistryWatch>().TryGet(out Server.Intents.RegistryCopy? copy, out _)
                && copy.Chains.ContainsKey(Chain);
            return Task.FromResult(isThere);
        });
    }

    /// <summary>A client with an account on the chain.</summary>
    internal async Task<BenchDesk> OpenAsync()
    {
        JsonObject client = await bench.PostAsync("/v1/clients", """{"name":"Ada Lovelace"}""");
        Client = (string)client["id"]!;
        await EnactAsync((string)client["intentDigest"]!);
        (Account, Address) = await OpenWalletAsync("/v1/wallets", $$"""{"client":"{{Client}}","chains":["{{Chain}}"]}""");
        return this;
    }

    internal async Task<(string Account, string Address)> OpenWalletAsync(string path, string body)
    {
        JsonObject wallet = await bench.PostAsync(path, body);
        await EnactAsync((string)wallet["intentDigest"]!);
        JsonObject opened = await bench.GetAsync($"{path}/{(string)wallet["id"]!}");
        JsonNode account = opened["accounts"]![0]!;
        return ((string)account["id"]!, (string)account["address"]!);
    }

    /// <summary>A house wallet for gas; its address.</summary>
    internal async Task<string> OpenHouseAsync()
    {
        JsonObject house = await bench.PostAsync("/v1/house-wallets", $$"""{"chain":"{{Chain}}"}""");
        House = (string)house["id"]!;
        await EnactAsync((string)house["intentDigest"]!);
        JsonObject opened = await bench.GetAsync($"/v1/house-wallets/{House}");
        return (string)opened["accounts"]![0]!["address"]!;
    }

    internal Task WaitForHouseAsync(string wei) => Wait.UntilAsync(async () =>
    {
        JsonObject positions = await bench.GetAsync($"/v1/house-wallets/{House}/positions");
        return positions["items"]!.AsArray().Any(item => (string)item!["available"]! == wei);
    });

    internal async Task<ulong> TokenBalanceAsync(string token, string owner)
    {
        JsonObject call = new()
        {
            ["to"] = token,
            ["data"] = "0x70a08231" + owner[2..].ToLowerInvariant().PadLeft(64, '0'),
        };
        string word = (string)(await Control.CallAsync("eth_call", call, "latest"))!;
        return Convert.ToUInt64(word[^16..], 16);
    }

    /// <summary>A governance intent composed here, submitted, approved, in effect.</summary>
    internal async Task SubmitAsync(IntentKind kind, params (string Name, CanonicalValue Value)[] members)
    {
        Timestamp now = Timestamp.From(DateTimeOffset.UtcNow);
        IntentHead head = new(
            bench.Signer.Genesis, IntentId.From(Guid.CreateVersion7()), now, now + TimeSpan.FromDays(1));
        byte[] body = head.Compose(kind, members).ToBytes();
        JsonObject stored = await bench.PostAsync("/v1/intents", System.Text.Encoding.UTF8.GetString(body));
        await EnactAsync((string)stored["digest"]!);
    }

    internal async Task EnactAsync(string digest)
    {
        await bench.ApproveAsync(digest);
        await bench.WaitForIntentAsync(digest, "effective");
    }

    /// <summary>Ether from the chain's own first account.</summary>
    internal async Task PayAsync(string to, string wei)
    {
        UInt256.TryParseDecimal(wei, out UInt256 value).ShouldBeTrue();
        await Control.SendAsync(to, "0x", value.ToHexQuantity());
    }

    internal Task MineAsync(int blocks) => Control.CallAsync("anvil_mine", blocks);

    internal Task<JsonObject> WithdrawAsync(string amount, string asset = Ether, string to = Recipient) =>
        bench.PostAsync("/v1/withdrawals", Body(amount, asset, to));

    /// <summary>Approved, mined and confirmed.</summary>
    internal async Task FinishAsync(JsonObject requested, string state = "Confirmed")
    {
        string id = (string)requested["id"]!;
        await bench.ApproveAsync((string)requested["intentDigest"]!);
        await WaitForStateAsync(id, "Broadcast");
        await MineAsync(3);
        await WaitForStateAsync(id, state);
    }

    internal string Body(string amount, string asset = Ether, string to = Recipient) =>
        $$"""{"client":"{{Client}}","asset":"{{asset}}","amount":"{{amount}}","to":"{{to}}","feeMax":"2100000000000000"}""";

    internal async Task<string> PositionAsync(string asset, string member = "available")
    {
        JsonObject positions = await bench.GetAsync($"/v1/clients/{Client}/positions");
        JsonNode? found = positions["items"]!.AsArray().FirstOrDefault(item => (string)item!["asset"]! == asset);
        return (string?)found?[member] ?? "0";
    }

    internal Task WaitForPositionAsync(string asset, string amount) =>
        Wait.UntilAsync(async () => await PositionAsync(asset) == amount);

    internal Task WaitForStateAsync(string withdrawal, string state) => Wait.UntilAsync(async () =>
    {
        string now = (string)(await bench.GetAsync($"/v1/withdrawals/{withdrawal}"))["state"]!;
        if (now != state && now is "Refused" or "Failed" or "Rejected" or "Expired" or "Replaced")
            throw new InvalidOperationException($"the withdrawal ended as {now}");
        return now == state;
    });
}
