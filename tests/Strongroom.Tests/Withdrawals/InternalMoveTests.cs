using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Strongroom.Server.Intents;
using Strongroom.Server.Wallets;
using Strongroom.Server.Withdrawals;
using Strongroom.Tests.Http;
using Strongroom.Tests.Storage;

namespace Strongroom.Tests.Withdrawals;

/// <summary>From one account of a client to another of the same client.</summary>
public sealed class InternalMoveTests(JourneyFixture fixture) : IClassFixture<JourneyFixture>
{
    private const string HalfEther = "500000000000000000";

    private ServerBench Bench => fixture.Bench;

    [JourneyFact]
    public async Task Goes_from_position_to_position_and_is_no_deposit()
    {
        BenchDesk desk = await fixture.FundedAsync();
        (string second, string address) = await desk.OpenSecondAsync();
        JsonObject requested = await Bench.PostAsync("/v1/internal-moves", Body(desk, second));
        ((string)requested["kind"]!).ShouldBe("internal-move");
        (await desk.PositionAsync(BenchDesk.Ether, "incoming")).ShouldBe(HalfEther);
        await ReconcilesAsync(desk.Account, second);
        await desk.FinishAsync(requested);
        (await desk.BalanceAsync(address)).ShouldBe(HalfEther);
        BigInteger fee = BigInteger.Parse(
            (string)(await desk.ShowAsync(requested))["fee"]!, CultureInfo.InvariantCulture);
        BigInteger all = BigInteger.Parse("2000000000000000000", CultureInfo.InvariantCulture) - fee;
        (await desk.PositionAsync(BenchDesk.Ether)).ShouldBe(all.ToString(CultureInfo.InvariantCulture));
        (await desk.PositionAsync(BenchDesk.Ether, "incoming")).ShouldBe("0");
        JsonObject deposits = await Bench.GetAsync($"/v1/clients/{desk.Client}/deposits");
        deposits["items"]!.AsArray().Count.ShouldBe(1, "only what the stranger paid");
        await ReconcilesAsync(desk.Account, second);
        JsonObject listed = await Bench.GetAsync($"/v1/withdrawals?client={desk.Client}");
        ((string)listed["items"]![0]!["id"]!).ShouldBe((string)requested["id"]!);
    }

    [JourneyFact]
    public async Task Refuses_the_same_account_and_accounts_of_somebody_else()
    {
        BenchDesk desk = await fixture.NewDeskAsync();
        BenchDesk other = await fixture.NewDeskAsync();
        (await Bench.TryPostAsync("/v1/internal-moves", Body(desk, desk.Account))).ToRefusal().Code
            .ShouldBe(WithdrawalsRefusal.SameAccount);
        (await Bench.TryPostAsync("/v1/internal-moves", Body(desk, other.Account))).ToRefusal().Code
            .ShouldBe(WalletRefusal.AccountNotReady);
    }

    [JourneyFact]
    public async Task An_intent_composed_elsewhere_is_sent_to_the_call_that_holds_its_amount()
    {
        BenchDesk desk = await fixture.FundedAsync();
        (string second, _) = await desk.OpenSecondAsync();
        JsonObject requested = await Bench.PostAsync("/v1/internal-moves", Body(desk, second));
        byte[] bytes = (await Bench.Api.GetAsync(
            $"/v1/intents/{(string)requested["intentDigest"]!}/bytes", CancellationToken.None)).Body;
        Cli.Http.ApiAnswer refused = await Bench.TryPostAsync("/v1/intents", System.Text.Encoding.UTF8.GetString(bytes));
        refused.ToRefusal().Code.ShouldBe(IntentsRefusal.MovementElsewhere);
        refused.ToRefusal().Accepted!.ShouldContain("/v1/internal-moves");
    }

    private static string Body(BenchDesk desk, string toAccount) => $$"""
        {"client":"{{desk.Client}}","account":"{{desk.Account}}","toAccount":"{{toAccount}}",
        "asset":"{{BenchDesk.Ether}}","amount":"{{HalfEther}}","feeMax":"2100000000000000"}
        """;

    private async Task ReconcilesAsync(params string[] accounts)
    {
        await Bench.PostAsync("/v1/reconciliations", "{}");
        JsonObject report = [];
        await Wait.UntilAsync(async () =>
            (string)(report = await Bench.GetAsync("/v1/reconciliations/latest"))["state"]! != "running");
        foreach (JsonNode? line in report["lines"]!.AsArray().Where(each => accounts.Contains((string)each!["account"]!)))
            ((string)line!["ledger"]!).ShouldBe((string)line["chain"]!);
    }
}
