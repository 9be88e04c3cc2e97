using System.Text.Json.Nodes;
using Strongroom.Intents;
using Strongroom.Tests.Http;
using Strongroom.Tests.Storage;

namespace Strongroom.Tests.Withdrawals;

/// <summary>A withdrawal through Server, Signer and chain, each of them real.</summary>
public sealed class WithdrawalJourneyTests : IAsyncLifetime
{
    private ServerBench _bench = null!;
    private BenchDesk _desk = null!;

    public async Task InitializeAsync()
    {
        _bench = await ServerBench.StartAsync(hasChain: true);
        _desk = await new BenchDesk(_bench).OpenAsync();
    }

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [JourneyFact]
    public async Task Ether_comes_in_and_goes_out_and_the_ledger_agrees_with_the_chain()
    {
        await _desk.PayAsync(_desk.Address, "2000000000000000000");
        await Wait.UntilAsync(async () => await _desk.PositionAsync(BenchDesk.Ether, "incoming") == "2000000000000000000");
        await _desk.MineAsync(3);
        await _desk.WaitForPositionAsync(BenchDesk.Ether, "2000000000000000000");

        JsonObject requested = await _desk.WithdrawAsync("500000000000000000");
        string id = (string)requested["id"]!;
        ((string)requested["state"]!).ShouldBe("Requested");
        (await _desk.PositionAsync(BenchDesk.Ether)).ShouldBe("1497900000000000000");
        await _bench.ApproveAsync((string)requested["intentDigest"]!);
        await _desk.WaitForStateAsync(id, "Broadcast");
        await _desk.MineAsync(3);
        await _desk.WaitForStateAsync(id, "Confirmed");

        JsonObject done = await _bench.GetAsync($"/v1/withdrawals/{id}");
        decimal.Parse((string)done["fee"]!).ShouldBeInRange(1, 2100000000000000);
        (await _desk.PositionAsync(BenchDesk.Ether, "held")).ShouldBe("0");
        JsonObject report = await ReconcileAsync();
        ((string)report["state"]!).ShouldBe("agreed", report.ToJsonString());
        report["lines"]!.AsArray().Count.ShouldBe(1);
    }

    private async Task<JsonObject> ReconcileAsync()
    {
        await _bench.PostAsync("/v1/reconciliations", "{}");
        JsonObject report = [];
        await Wait.UntilAsync(async () =>
            (string)(report = await _bench.GetAsync("/v1/reconciliations/latest"))["state"]! != "running");
        return report;
    }
}
