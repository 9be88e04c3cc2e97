using System.Globalization;
using System.Text.Json.Nodes;
using Strongroom.Intents;
using Strongroom.Server.Withdrawals;
using Strongroom.Tests.Http;
using Strongroom.Tests.Storage;

namespace Strongroom.Tests.Withdrawals;

/// <summary>Tokens, honest and otherwise, and the gas that the house pays for them.</summary>
public sealed class TokenJourneyTests(JourneyFixture fixture) : IClassFixture<JourneyFixture>
{
    private const string Supply = "e8d4a51000";

    private ServerBench Bench => fixture.Bench;

    [JourneyFact]
    public async Task A_token_leaves_an_account_without_ether_on_gas_of_the_house()
    {
        (BenchDesk desk, string token, string asset) = await FundedAsync("DemoToken", "DUSD");
        string house = await desk.OpenHouseAsync();
        await desk.PayAsync(house, "1000000000000000000");
        await desk.MineAsync(3);
        await desk.WaitForHouseAsync("1000000000000000000");
        JsonObject requested = await desk.WithdrawAsync("400", asset);
        string topUp = (string)requested["waitsFor"]!;
        await Bench.ApproveAsync((string)requested["intentDigest"]!);
        await Bench.ApproveAsync((string)requested["topUpIntent"]!["digest"]!);
        await desk.WaitForStateAsync(topUp, "Broadcast");
        await desk.MineAsync(3);
        await desk.WaitForStateAsync(topUp, "Confirmed");
        await desk.WaitForStateAsync((string)requested["id"]!, "Broadcast");
        await desk.MineAsync(3);
        await desk.WaitForStateAsync((string)requested["id"]!, "Confirmed");
        (await desk.PositionAsync(asset)).ShouldBe("600");
        // The house's ether at the client's account is nobody's position.
        (await desk.PositionAsync(BenchDesk.Ether)).ShouldBe("0");
        (await desk.TokenBalanceAsync(token, BenchDesk.Recipient)).ShouldBe(400UL);
        JsonObject deposits = await Bench.GetAsync($"/v1/clients/{desk.Client}/deposits");
        deposits["items"]!.AsArray().Count.ShouldBe(1, "the top-up is a movement, not a deposit");
    }

    [JourneyFact]
    public async Task A_token_that_returns_false_fails_and_gives_the_amount_back()
    {
        (BenchDesk desk, string token, string asset) = await FundedAsync("FalseToken", "XUSD");
        await desk.PayAsync(desk.Address, "1000000000000000000");
        await desk.MineAsync(3);
        await desk.WaitForPositionAsync(BenchDesk.Ether, "1000000000000000000");
        await desk.Control.SendAsync(token, ChainControl.Selector("stop(bool)") + "1".PadLeft(64, '0'));
        JsonObject ended = await EndAsync(desk, await desk.WithdrawAsync("400", asset));
        ((string)ended["reasonCode"]!).ShouldBe(WithdrawalsRefusal.NothingMoved);
        (await desk.PositionAsync(asset)).ShouldBe("1000");
    }

    [JourneyFact]
    public async Task A_token_that_takes_a_fee_fails_and_the_ledger_follows_the_chain()
    {
        (BenchDesk desk, string token, string asset) = await FundedAsync("FeeToken", "FUSD");
        await desk.PayAsync(desk.Address, "1000000000000000000");
        await desk.MineAsync(3);
        await desk.WaitForPositionAsync(BenchDesk.Ether, "1000000000000000000");
        JsonObject ended = await EndAsync(desk, await desk.WithdrawAsync("400", asset));
        ((string)ended["reasonCode"]!).ShouldBe(WithdrawalsRefusal.FeeTakingToken);
        ulong left = await desk.TokenBalanceAsync(token, desk.Address);
        (await desk.PositionAsync(asset)).ShouldBe(left.ToString(CultureInfo.InvariantCulture));
    }

    [JourneyFact]
    public async Task Refuses_a_token_withdrawal_that_nobody_can_pay_the_gas_for()
    {
        (BenchDesk desk, _, string asset) = await FundedAsync("DemoToken", "NOGAS");
        string body = desk.Body("400", asset).Replace("2100000000000000", "99000000000000000000", StringComparison.Ordinal);
        (await Bench.TryPostAsync("/v1/withdrawals", body)).ToRefusal().Code.ShouldBe(WithdrawalsRefusal.NoGas);
    }

    [JourneyFact]
    public async Task A_withdrawal_ends_with_the_top_up_that_it_waited_for()
    {
        (BenchDesk desk, _, string asset) = await FundedAsync("DemoToken", "WAIT");
        string house = await desk.OpenHouseAsync();
        await desk.PayAsync(house, "1000000000000000000");
        await desk.MineAsync(3);
        await desk.WaitForHouseAsync("1000000000000000000");
        JsonObject requested = await desk.WithdrawAsync("400", asset);
        string topUp = (string)requested["topUpIntent"]!["digest"]!;
        (await Bench.SayAsync(Bench.Signer.Operator, Verdict.Request, topUp)).Status.ShouldBe(200);
        (await Bench.SayAsync(Bench.Signer.Alice, Verdict.Reject, topUp)).Status.ShouldBe(200);
        await desk.WaitForStateAsync((string)requested["id"]!, "Refused");
        JsonObject ended = await Bench.GetAsync($"/v1/withdrawals/{(string)requested["id"]!}");
        ((string)ended["reasonCode"]!).ShouldBe(WithdrawalsRefusal.TopUpEnded);
        (await desk.PositionAsync(asset)).ShouldBe("1000");
    }

    // A client with 1000 of a new token, deposited by the chain's stranger.
    private async Task<(BenchDesk Desk, string Token, string Asset)> FundedAsync(string contract, string symbol)
    {
        BenchDesk desk = await fixture.NewDeskAsync();
        string token = await desk.Control.DeployAsync(contract, Supply);
        string asset = $"{BenchDesk.Chain}/erc20:{token}";
        await desk.SubmitAsync(
            IntentKind.AssetRegistration, ("asset", asset), ("decimals", 6), ("name", symbol), ("symbol", symbol));
        await Wait.UntilAsync(() => Task.FromResult(
            Bench.Part<Server.Intents.RegistryWatch>().TryGet(out Server.Intents.RegistryCopy? copy, out _)
            && copy.Assets.Contains(asset)));
        string amount = 1000.ToString("x", CultureInfo.InvariantCulture).PadLeft(64, '0');
        string to = desk.Address[2..].ToLowerInvariant().PadLeft(64, '0');
        await desk.Control.SendAsync(token, ChainControl.Selector("transfer(address,uint256)") + to + amount);
        await desk.MineAsync(3);
        await desk.WaitForPositionAsync(asset, "1000");
        return (desk, token, asset);
    }

    private async Task<JsonObject> EndAsync(BenchDesk desk, JsonObject requested)
    {
        await desk.FinishAsync(requested, "Failed");
        return await Bench.GetAsync($"/v1/withdrawals/{(string)requested["id"]!}");
    }
}
