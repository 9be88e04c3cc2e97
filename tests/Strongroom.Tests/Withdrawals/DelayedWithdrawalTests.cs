using System.Text.Json.Nodes;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Tests.Http;
using Strongroom.Tests.Storage;

namespace Strongroom.Tests.Withdrawals;

/// <summary>A rule with a delay of an hour and with vetoers, through Server and Signer.</summary>
public sealed class DelayedWithdrawalTests(JourneyFixture fixture) : IClassFixture<JourneyFixture>
{
    private const string FiveEther = "5000000000000000000";
    private const string TwoEther = "2000000000000000000";
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(61);

    private ServerBench Bench => fixture.Bench;

    private SignerDoor Door => new(Bench);

    [JourneyFact]
    public async Task Waits_out_the_delay_also_over_restarts_of_Server_and_Signer_and_is_paid_once()
    {
        (BenchDesk desk, JsonObject requested, string to) = await RegisteredAsync();
        string digest = (string)requested["intentDigest"]!;
        await Bench.RestartServerAsync();
        await Bench.RestartSignerAsync();
        (await Door.StateOfAsync(digest)).ShouldBe("registered");
        (await Door.RefusalToSignAsync(digest, nonce: 0)).ShouldBe(RegistryRefusal.TooSoon);
        JsonObject waiting = await desk.ShowAsync(requested);
        ((string)waiting["state"]!).ShouldBe("Approved");
        (await desk.PositionAsync(BenchDesk.Ether, "held")).ShouldBe("2002100000000000000");
        Bench.Time.Advance(Delay);
        await desk.WaitForStateAsync((string)requested["id"]!, "Broadcast");
        await desk.MineAsync(3);
        await desk.WaitForStateAsync((string)requested["id"]!, "Confirmed");
        (await desk.BalanceAsync(to)).ShouldBe(TwoEther);
    }

    [JourneyFact]
    public async Task A_veto_through_the_Server_ends_it_and_frees_the_amount()
    {
        (BenchDesk desk, JsonObject requested, string to) = await RegisteredAsync();
        string digest = (string)requested["intentDigest"]!;
        (await Bench.SayAsync(Bench.Signer.Victor, Verdict.Veto, digest)).Status.ShouldBe(200);
        await EndsVetoedAsync(desk, requested, to);
    }

    [JourneyFact]
    public async Task A_veto_straight_at_the_Signer_ends_it_before_the_delay_is_over()
    {
        (BenchDesk desk, JsonObject requested, string to) = await RegisteredAsync();
        await Door.SayAsync(Bench.Signer.Victor, Verdict.Veto, (string)requested["intentDigest"]!);
        await EndsVetoedAsync(desk, requested, to);
    }

    [JourneyFact]
    public async Task A_freeze_in_the_delay_holds_the_signature_until_it_is_lifted()
    {
        (BenchDesk desk, JsonObject requested, string to) = await RegisteredAsync();
        await Door.SayAsync(Bench.Signer.Sam, Verdict.Freeze);
        Bench.Time.Advance(Delay);
        await desk.WaitForReasonAsync(requested, RegistryRefusal.Frozen);
        ((string)(await desk.ShowAsync(requested))["state"]!).ShouldBe("Approved");
        (await desk.PositionAsync(BenchDesk.Ether, "held")).ShouldBe("2002100000000000000");
        await desk.SubmitAsync(IntentKind.Unfreeze);
        await desk.WaitForStateAsync((string)requested["id"]!, "Broadcast");
        await desk.MineAsync(3);
        await desk.WaitForStateAsync((string)requested["id"]!, "Confirmed");
        (await desk.BalanceAsync(to)).ShouldBe(TwoEther);
    }

    private async Task EndsVetoedAsync(BenchDesk desk, JsonObject requested, string to)
    {
        string digest = (string)requested["intentDigest"]!;
        await desk.WaitForEndAsync(requested, "Rejected");
        (await desk.PositionAsync(BenchDesk.Ether)).ShouldBe(FiveEther);
        (await desk.OutcomesAsync(requested)).ShouldBe(["voided", "voided"]);
        (await Door.StateOfAsync(digest)).ShouldBe("closed");
        Bench.Time.Advance(Delay);
        (await Door.RefusalToSignAsync(digest, nonce: 0)).ShouldBe(RegistryRefusal.Closed);
        (await desk.BalanceAsync(to)).ShouldBe("0");
    }

    private async Task<(BenchDesk Desk, JsonObject Requested, string To)> RegisteredAsync()
    {
        BenchDesk desk = await fixture.FundedAsync(FiveEther);
        string to = BenchDesk.NewAddress();
        JsonObject requested = await desk.WithdrawAsync(TwoEther, to: to);
        await Bench.ApproveAsync((string)requested["intentDigest"]!);
        await desk.WaitForStateAsync((string)requested["id"]!, "Approved");
        return (desk, requested, to);
    }
}
