using System.Text.Json.Nodes;
using Strongroom.Server.Withdrawals;
using Strongroom.Tests.Http;
using Strongroom.Tests.Storage;

namespace Strongroom.Tests.Withdrawals;

/// <summary>Reorganisations deeper than one block and shallower than the confirmations that count.</summary>
public sealed class ReorganisationTests(DeepFixture fixture) : IClassFixture<DeepFixture>
{
    private const int Lost = 3;
    private const string TwoEther = "2000000000000000000";
    private const string HalfEther = "500000000000000000";

    [JourneyFact]
    public async Task A_deposit_that_was_lost_and_came_again_is_credited_once()
    {
        BenchDesk desk = await fixture.NewDeskAsync();
        await desk.PayAsync(desk.Address, "1000");
        await desk.MineAsync(Lost - 1);
        await Wait.UntilAsync(async () => await desk.PositionAsync(BenchDesk.Ether, "incoming") == "1000");
        (await desk.PositionAsync(BenchDesk.Ether)).ShouldBe("0");
        await desk.Control.CallAsync("anvil_reorg", Lost, new JsonArray());
        await Wait.UntilAsync(async () => await desk.PositionAsync(BenchDesk.Ether, "incoming") == "0");
        await desk.PayAsync(desk.Address, "1000");
        await desk.MineAsync(DeepFixture.Depth);
        await desk.WaitForPositionAsync(BenchDesk.Ether, "1000");
        (await desk.PositionAsync(BenchDesk.Ether, "incoming")).ShouldBe("0");
        JsonObject deposits = await fixture.Bench.GetAsync($"/v1/clients/{desk.Client}/deposits");
        deposits["items"]!.AsArray().Select(item => (string)item!["state"]!).ShouldBe(
            ["orphaned", "credited"], ignoreOrder: true);
    }

    [JourneyFact]
    public async Task A_withdrawal_that_was_lost_stays_held_and_is_sent_again_until_it_is_deep_enough()
    {
        BenchDesk desk = await fixture.FundedAsync(TwoEther);
        string to = BenchDesk.NewAddress();
        JsonObject requested = await desk.WithdrawAsync(HalfEther, to: to);
        await fixture.Bench.ApproveAsync((string)requested["intentDigest"]!);
        await desk.WaitForStateAsync((string)requested["id"]!, "Broadcast");
        await Wait.UntilAsync(async () => await desk.BalanceAsync(to) == HalfEther);
        await desk.MineAsync(Lost - 1);
        await desk.Control.CallAsync("anvil_reorg", Lost, new JsonArray());
        (await desk.BalanceAsync(to)).ShouldBe("0", "its block is gone");
        await desk.MineAsync(DeepFixture.Depth);
        await Task.Delay(TimeSpan.FromSeconds(3));
        ((string)(await desk.ShowAsync(requested))["state"]!).ShouldBe("Broadcast");
        (await desk.PositionAsync(BenchDesk.Ether, "held")).ShouldBe("502100000000000000");
        fixture.Bench.Time.Advance(FeeBump.Patience);
        await Wait.UntilAsync(async () => await desk.BalanceAsync(to) == HalfEther);
        await desk.MineAsync(DeepFixture.Depth);
        await desk.WaitForStateAsync((string)requested["id"]!, "Confirmed");
        (await desk.BalanceAsync(to)).ShouldBe(HalfEther);
        (await desk.PositionAsync(BenchDesk.Ether)).ShouldBe(await desk.BalanceAsync(desk.Address));
    }
}
