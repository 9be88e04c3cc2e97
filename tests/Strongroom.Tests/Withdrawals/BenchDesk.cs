using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Server.Storage;
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

    /// <summary>A chain that everybody at this bench uses.</summary>
    internal async Task RegisterChainAsync(int confirmations = 2)
    {
        await SubmitAsync(
            IntentKind.ChainRegistration, ("chain", Chain), ("name", "Local chain"), ("confirmations", confirmations),
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

    /// <summary>A client whose only account is a cold one.</summary>
    internal async Task OpenColdAsync()
    {
        JsonObject client = await bench.PostAsync("/v1/clients", """{"name":"Grace Hopper"}""");
        Client = (string)client["id"]!;
        await EnactAsync((string)client["intentDigest"]!);
        (Account, Address) = await OpenWalletAsync(
            "/v1/wallets", $$"""{"client":"{{Client}}","chains":["{{Chain}}"],"temperature":"cold"}""");
    }

    internal async Task<(string Account, string Address)> OpenWalletAsync(string path, string body)
    {
        JsonObject wallet = await bench.PostAsync(path, body);
        await EnactAsync((string)wallet["intentDigest"]!);
        JsonObject opened = await bench.GetAsync($"{path}/{(string)wallet["id"]!}");
        JsonNode account = opened["accounts"]!.AsArray().MaxBy(each => (long)each!["generation"]!)!;
        return ((string)account["id"]!, (string)account["address"]!);
    }

    /// <summary>A second account of the same client on the same chain.</summary>
    internal Task<(string Account, string Address)> OpenSecondAsync() =>
        OpenWalletAsync("/v1/wallets", $$"""{"client":"{{Client}}","chains":["{{Chain}}"]}""");

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
        Timestamp now = bench.Signer.Now;
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

    /// <summary>Ether at the client's account, deep enough to be its position.</summary>
    internal async Task<BenchDesk> FundAsync(string wei, int confirmations = 2)
    {
        await PayAsync(Address, wei);
        await Wait.UntilAsync(async () => await PositionAsync(Ether, "incoming") == wei);
        await MineAsync(confirmations + 1);
        await WaitForPositionAsync(Ether, wei);
        return this;
    }

    /// <summary>A withdrawal of ether with members of its own.</summary>
    internal Task<JsonObject> WithdrawWithAsync(string amount, string to, params (string Name, string Value)[] members)
    {
        JsonObject body = JsonNode.Parse(Body(amount, to: to))!.AsObject();
        foreach ((string name, string value) in members) body[name] = value;
        return bench.PostAsync("/v1/withdrawals", body.ToJsonString());
    }

    internal async Task<JsonObject> ShowAsync(JsonObject requested) =>
        await bench.GetAsync($"/v1/withdrawals/{(string)requested["id"]!}");

    internal Task WaitForReasonAsync(JsonObject requested, string code) => Wait.UntilAsync(async () =>
        (string?)(await ShowAsync(requested))["reasonCode"] == code);

    internal Task WaitForEndAsync(JsonObject requested, string end) => Wait.UntilAsync(async () =>
    {
        string now = (string)(await ShowAsync(requested))["state"]!;
        bool isEnd = Strongroom.Withdrawals.WithdrawalLifecycle.IsEnd(
            Enum.Parse<Strongroom.Withdrawals.WithdrawalState>(now));
        if (isEnd) now.ShouldBe(end);
        return isEnd;
    });

    internal Task WaitForJobAsync(string kind, string key) => Wait.UntilAsync(async () => (await RowsAsync(
        "SELECT state FROM job WHERE kind = @kind AND key = @key", ("kind", kind), ("key", key))).Contains("done"));

    /// <summary>How the transfers of a movement ended, amount before fee.</summary>
    internal Task<List<string>> OutcomesAsync(JsonObject requested) => RowsAsync("""
        SELECT o.outcome FROM ledger_transfer t JOIN ledger_outcome o ON o.transfer = t.id
        WHERE t.subject::text = @id ORDER BY t.reason
        """, ("id", (string)requested["id"]!));

    /// <summary>What the activity log says of a movement: action, and code or the state it went to.</summary>
    internal async Task<List<string>> StepsAsync(JsonObject requested) => [.. (await RowsAsync("""
        SELECT convert_from(bytes, 'UTF8') FROM (
            SELECT bytes, id FROM log_leaf UNION ALL SELECT bytes, id FROM pending_leaf) l
        WHERE convert_from(bytes, 'UTF8') LIKE '%"movement":"' || @id || '"%' ORDER BY id
        """, ("id", (string)requested["id"]!))).Select(text => JsonNode.Parse(text)!).Select(leaf =>
            $"{leaf["action"]} {leaf["code"] ?? leaf["to"]}")];

    internal async Task<List<string>> RowsAsync(string sql, params (string Name, string Value)[] values)
    {
        await using DbScope scope = await bench.Database.BeginAsync(CancellationToken.None);
        Npgsql.NpgsqlCommand command = scope.Command(sql);
        foreach ((string name, string value) in values) command.With(name, value);
        List<string> rows = await command.ListAsync(row => row.GetString(0), CancellationToken.None);
        await scope.CommitAsync(CancellationToken.None);
        return rows;
    }

    /// <summary>An address that nobody has used; what arrives there came from one test.</summary>
    internal static string NewAddress()
    {
        string text = "0x" + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(20));
        EthereumAddress.TryParseLowerCase(text, out EthereumAddress address).ShouldBeTrue();
        return address.ToString();
    }

    internal async Task<string> BalanceAsync(string address)
    {
        string hex = (string)(await Control.CallAsync("eth_getBalance", address, "latest"))!;
        return BigInteger.Parse("0" + hex[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            .ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The next block asks for so much per gas.</summary>
    internal async Task AskBaseFeeAsync(ulong wei)
    {
        await Control.CallAsync("anvil_setNextBlockBaseFeePerGas", "0x" + wei.ToString("x", CultureInfo.InvariantCulture));
        await MineAsync(1);
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
