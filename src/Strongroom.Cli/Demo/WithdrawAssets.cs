using System.Text.Json.Nodes;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;

namespace Strongroom.Cli.Demo;

/// <summary>
/// Withdrawals by two approvals of three people, to recipients that nobody has seen before.
/// </summary>
internal static class WithdrawAssets
{
    // Well above what the local chain asks, so that a restart of it, which resets its fees, stops nothing.
    private const string FeeMax = "0.002";

    private static readonly string[] s_topUpApprovers = [DemoPeople.FirstApprover];

    internal static async Task EtherAsync(DemoStage stage, CancellationToken stop)
    {
        JsonNode asked = await AskAsync(stage, "ether", "first", DemoTerms.Ether, DemoTerms.Wei("0.5"), stop);
        string digest = asked["intentDigest"]!.GetValue<string>();
        Intent intent = await stage.Desk.FetchAsync(digest, stop);
        await stage.Desk.SayAsync(DemoPeople.Operator, Verdict.Request, intent, stop);
        await stage.Desk.SayAsync(DemoPeople.FirstApprover, Verdict.Approve, intent, stop);
        await ApproveAsCarolAsync(stage, intent, stop);
        await FinishAsync(stage, asked, "0.5 ETH", stop);
    }

    internal static async Task TokenAsync(DemoStage stage, CancellationToken stop)
    {
        JsonNode asked =
            await AskAsync(stage, "token", "second", stage.TokenAsset, DemoTerms.TokenUnits("1200"), stop);
        if (asked["topUpIntent"]?["digest"]?.GetValue<string>() is { } topUp)
        {
            stage.Narrator.Say(
                "Borealis holds no ether for the fee: the house tops its account up by another intent.");
            await stage.Desk.DecideAsync(topUp, DemoPeople.Operator, s_topUpApprovers, stop);
        }

        await ApproveAsync(stage, asked, stop);
        await FinishAsync(stage, asked, "1,200 DUSD", stop);
    }

    /// <summary>One more in a folder where everything stands already.</summary>
    internal static async Task AgainAsync(DemoStage stage, string name, CancellationToken stop)
    {
        JsonNode asked = await AskAsync(stage, name, "first", DemoTerms.Ether, DemoTerms.Wei("0.1"), stop);
        await ApproveAsync(stage, asked, stop);
        await FinishAsync(stage, asked, "0.1 ETH", stop);
    }

    internal static Task<JsonNode> AskAsync(
        DemoStage stage, string name, string mark, string asset, string amount, CancellationToken stop) =>
        AskAsync(stage, name, new JsonObject
        {
            ["client"] = stage.Progress.Get($"client.{mark}"), ["asset"] = asset, ["amount"] = amount,
            ["feeMax"] = DemoTerms.Wei(FeeMax),
        }, stop);

    private static async Task<JsonNode> AskAsync(
        DemoStage stage, string name, JsonObject terms, CancellationToken stop)
    {
        terms["to"] = await stage.Progress.OnceAsync($"recipient.{name}", () =>
            Task.FromResult(
                EthereumAddress.FromBytes(RandomBytes.Create(EthereumAddress.SizeBytes)).ToString()));
        return await stage.Desk.PostAsync("/v1/withdrawals", terms, $"demo-withdrawal-{name}", stop);
    }

    private static Task ApproveAsync(DemoStage stage, JsonNode asked, CancellationToken stop) =>
        stage.Desk.DecideAsync(
        asked["intentDigest"]!.GetValue<string>(), DemoPeople.Operator,
        [DemoPeople.FirstApprover, DemoPeople.SecondApprover], stop);

    private static async Task ApproveAsCarolAsync(DemoStage stage, Intent intent, CancellationToken stop)
    {
        bool isBrowser = stage.Progress.Get(EnrolPasskey.BrowserMark) == "yes" && stage.Programs.HasBrowser;
        JsonNode detail = await stage.Desk.GetAsync($"/v1/intents/{intent.Digest}", stop);
        if (!isBrowser || detail["intent"]!["state"]!.GetValue<string>() != "awaiting")
        {
            await stage.Desk.SayAsync(DemoPeople.ThirdApprover, Verdict.Approve, intent, stop);
            return;
        }

        JsonNode link = await stage.Desk.PostAsync($"/v1/intents/{intent.Digest}/links", [], null, stop);
        string url = stage.Ports.ApiUrl + link["path"]!.GetValue<string>();
        string words = await new StationBrowser(stage).ApproveAsync(stage.People.PasskeyFile, [url], stop);
        string[] lines =
            words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string read = string.Join(" · ", lines.Take(2));
        stage.Narrator.Say($"Carol read at the station: “{read}”, and signed with her passkey.");
    }

    internal static async Task FinishAsync(
        DemoStage stage, JsonNode asked, string words, CancellationToken stop)
    {
        JsonNode done = await stage.Desk.WaitForAsync($"/v1/withdrawals/{asked["id"]}", "Confirmed", stop);
        stage.Narrator.Say($"{words} arrived at {done["to"]} in {done["txHash"]}.");
    }
}
