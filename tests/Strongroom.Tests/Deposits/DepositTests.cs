using System.Text.Json.Nodes;
using Strongroom.Tests.Http;
using Strongroom.Tests.Storage;
using Strongroom.Tests.Withdrawals;

namespace Strongroom.Tests.Deposits;

/// <summary>What arrives at an address, how often it counts, and what a reorganisation takes back.</summary>
public sealed class DepositTests(JourneyFixture fixture) : IClassFixture<JourneyFixture>
{
    private ServerBench Bench => fixture.Bench;

    [JourneyFact]
    public async Task Ether_paid_by_a_contract_is_credited_once()
    {
        BenchDesk desk = await fixture.NewDeskAsync();
        string payer = await desk.Control.DeployAsync("Payer");
        await desk.Control.SendAsync(payer, Call("payOn(address)", desk.Address), "0x3e8");
        await desk.MineAsync(3);
        await desk.WaitForPositionAsync(BenchDesk.Ether, "1000");
        JsonArray deposits = (await Bench.GetAsync($"/v1/clients/{desk.Client}/deposits"))["items"]!.AsArray();
        deposits.Count.ShouldBe(1);
        ((string)deposits[0]!["from"]!).ShouldBe(payer);
        ((string)deposits[0]!["state"]!).ShouldBe("credited");
    }

    [JourneyFact]
    public async Task Payments_that_were_reverted_are_no_deposits()
    {
        BenchDesk desk = await fixture.NewDeskAsync();
        string payer = await desk.Control.DeployAsync("Payer");
        await desk.Control.SendAsync(payer, Call("payInVain(address)", desk.Address), "0x3e8");
        await desk.Control.SendAsync(payer, Call("payAndRevert(address)", desk.Address), "0x3e8");
        await desk.PayAsync(desk.Address, "7");
        await desk.MineAsync(3);
        await desk.WaitForPositionAsync(BenchDesk.Ether, "7");
        JsonObject deposits = await Bench.GetAsync($"/v1/clients/{desk.Client}/deposits");
        deposits["items"]!.AsArray().Count.ShouldBe(1);
    }

    [JourneyFact]
    public async Task A_reorganisation_takes_back_what_it_removed()
    {
        BenchDesk desk = await fixture.NewDeskAsync();
        await desk.PayAsync(desk.Address, "1000");
        await Wait.UntilAsync(async () => await desk.PositionAsync(BenchDesk.Ether, "incoming") == "1000");
        await desk.Control.CallAsync("anvil_reorg", 1, new JsonArray());
        await Wait.UntilAsync(async () => await desk.PositionAsync(BenchDesk.Ether, "incoming") == "0");
        await desk.MineAsync(4);
        await desk.PayAsync(desk.Address, "5");
        await desk.MineAsync(3);
        await desk.WaitForPositionAsync(BenchDesk.Ether, "5");
    }

    [JourneyFact]
    public async Task A_reorganisation_below_the_confirmations_reverses_a_credit()
    {
        BenchDesk desk = await fixture.NewDeskAsync();
        await desk.PayAsync(desk.Address, "1000");
        await desk.MineAsync(3);
        await desk.WaitForPositionAsync(BenchDesk.Ether, "1000");
        await desk.Control.CallAsync("anvil_reorg", 4, new JsonArray());
        await desk.WaitForPositionAsync(BenchDesk.Ether, "0");
        JsonArray deposits = (await Bench.GetAsync($"/v1/clients/{desk.Client}/deposits"))["items"]!.AsArray();
        ((string)deposits[0]!["state"]!).ShouldBe("orphaned");
    }

    private static string Call(string signature, string address) =>
        ChainControl.Selector(signature) + address[2..].ToLowerInvariant().PadLeft(64, '0');
}
