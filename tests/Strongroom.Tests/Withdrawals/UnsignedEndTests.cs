using System.Text.Json.Nodes;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Server.Withdrawals;
using Strongroom.Tests.Http;
using Strongroom.Tests.Storage;

namespace Strongroom.Tests.Withdrawals;

/// <summary>How a withdrawal ends before its first signature, and that nothing but the chain ends it after.</summary>
public sealed class UnsignedEndTests(JourneyFixture fixture) : IClassFixture<JourneyFixture>
{
    private const string TwoEther = "2000000000000000000";
    private const string HalfEther = "500000000000000000";

    private ServerBench Bench => fixture.Bench;

    private SignerDoor Door => new(Bench);

    [JourneyFact]
    public async Task What_nobody_approves_expires_and_frees_the_amount()
    {
        BenchDesk desk = await fixture.FundedAsync();
        JsonObject requested = await desk.WithdrawWithAsync(HalfEther, BenchDesk.Recipient, ("expiresAt", In(hours: 2)));
        string digest = (string)requested["intentDigest"]!;
        (await Bench.SayAsync(Bench.Signer.Operator, Verdict.Request, digest)).Status.ShouldBe(200);
        (await desk.PositionAsync(BenchDesk.Ether, "held")).ShouldBe("502100000000000000");
        Bench.Time.Advance(TimeSpan.FromHours(3));
        await desk.WaitForEndAsync(requested, "Expired");
        (await desk.PositionAsync(BenchDesk.Ether)).ShouldBe(TwoEther);
        (await desk.OutcomesAsync(requested)).ShouldBe(["expired", "expired"]);
        (await Door.StateOfAsync(digest)).ShouldBeNull("the Signer never heard of it");
        (await Bench.SayAsync(Bench.Signer.Alice, Verdict.Approve, digest)).ToRefusal().Code.ShouldBe("intents.ended");
    }

    [JourneyFact]
    public async Task What_was_approved_and_never_signed_expires_and_is_paid_once_when_asked_for_anew()
    {
        BenchDesk desk = await fixture.FundedAsync();
        string to = BenchDesk.NewAddress();
        // The network asks for more than the cap: the Server holds the registered intent back, and says so.
        await desk.AskBaseFeeAsync(500_000_000_000);
        JsonObject requested = await desk.WithdrawWithAsync(HalfEther, to, ("expiresAt", In(hours: 2)));
        string digest = (string)requested["intentDigest"]!;
        await Bench.ApproveAsync(digest);
        await desk.WaitForReasonAsync(requested, WithdrawalsRefusal.FeeCapTooLow);
        ((string)(await desk.ShowAsync(requested))["state"]!).ShouldBe("Approved");
        (await desk.StepsAsync(requested)).ShouldContain($"movement-waits {WithdrawalsRefusal.FeeCapTooLow}");
        Bench.Time.Advance(TimeSpan.FromHours(3));
        await desk.WaitForEndAsync(requested, "Expired");
        await desk.AskBaseFeeAsync(1_000_000_000);
        (await desk.PositionAsync(BenchDesk.Ether)).ShouldBe(TwoEther);
        (await Door.StateOfAsync(digest)).ShouldBe("registered");
        (await Door.RefusalToSignAsync(digest, nonce: 0)).ShouldBe(RegistryRefusal.Expired);
        await desk.FinishAsync(await desk.WithdrawAsync(HalfEther, to: to));
        (await desk.BalanceAsync(to)).ShouldBe(HalfEther);
    }

    [JourneyFact]
    public async Task What_was_signed_does_not_expire_and_stays_held_until_the_chain_confirms_it()
    {
        BenchDesk desk = await fixture.FundedAsync();
        string to = BenchDesk.NewAddress();
        await desk.Control.CallAsync("evm_setAutomine", false);
        try
        {
            JsonObject requested = await desk.WithdrawWithAsync(HalfEther, to, ("expiresAt", In(hours: 2)));
            string digest = (string)requested["intentDigest"]!;
            await Bench.ApproveAsync(digest);
            await desk.WaitForStateAsync((string)requested["id"]!, "Broadcast");
            Bench.Time.Advance(TimeSpan.FromHours(3));
            await desk.WaitForJobAsync("expire-intent", digest);
            ((string)(await desk.ShowAsync(requested))["state"]!).ShouldBe("Broadcast");
            (await desk.PositionAsync(BenchDesk.Ether, "held")).ShouldBe("502100000000000000");
            (await Bench.SayAsync(Bench.Signer.Alice, Verdict.Reject, digest)).ToRefusal().Code
                .ShouldBe("intents.ended");
            await desk.MineAsync(3);
            await desk.WaitForStateAsync((string)requested["id"]!, "Confirmed");
            (await desk.BalanceAsync(to)).ShouldBe(HalfEther);
            (await desk.PositionAsync(BenchDesk.Ether, "held")).ShouldBe("0");
        }
        finally
        {
            await desk.Control.CallAsync("evm_setAutomine", true);
        }
    }

    [JourneyFact]
    public async Task A_rejection_straight_at_the_Signer_ends_what_the_Server_still_believes_open()
    {
        BenchDesk desk = await fixture.FundedAsync();
        JsonObject requested = await desk.WithdrawAsync(HalfEther);
        string digest = (string)requested["intentDigest"]!;
        await Door.SayAsync(Bench.Signer.Carol, Verdict.Reject, digest);
        await Bench.ApproveAsync(digest);
        await desk.WaitForEndAsync(requested, "Rejected");
        ((string)(await desk.ShowAsync(requested))["reasonCode"]!).ShouldBe(RegistryRefusal.Closed);
        (await desk.PositionAsync(BenchDesk.Ether)).ShouldBe(TwoEther);
        (await desk.OutcomesAsync(requested)).ShouldBe(["voided", "voided"]);
        (await Door.StateOfAsync(digest)).ShouldBeNull("a rejection before the registration leaves no intent");
    }

    [JourneyFact]
    public async Task A_freeze_holds_withdrawals_where_they_are_until_they_expire_or_it_is_lifted()
    {
        BenchDesk desk = await fixture.FundedAsync();
        JsonObject lasting = await desk.WithdrawAsync(HalfEther);
        JsonObject passing = await desk.WithdrawWithAsync(HalfEther, BenchDesk.Recipient, ("expiresAt", In(hours: 2)));
        await Door.SayAsync(Bench.Signer.Sam, Verdict.Freeze);
        await Bench.ApproveAsync((string)lasting["intentDigest"]!);
        await Bench.ApproveAsync((string)passing["intentDigest"]!);
        await desk.WaitForReasonAsync(lasting, RegistryRefusal.Frozen);
        await desk.WaitForReasonAsync(passing, RegistryRefusal.Frozen);
        ((string)(await desk.ShowAsync(lasting))["state"]!).ShouldBe("AwaitingApproval");
        (await Door.StateOfAsync((string)lasting["intentDigest"]!)).ShouldBeNull();
        Bench.Time.Advance(TimeSpan.FromHours(3));
        await desk.WaitForEndAsync(passing, "Expired");
        (await desk.PositionAsync(BenchDesk.Ether, "held")).ShouldBe("502100000000000000");
        await desk.SubmitAsync(IntentKind.Unfreeze);
        await desk.WaitForStateAsync((string)lasting["id"]!, "Broadcast");
        await desk.MineAsync(3);
        await desk.WaitForStateAsync((string)lasting["id"]!, "Confirmed");
        (await desk.ShowAsync(lasting))["reasonCode"].ShouldBeNull();
    }

    private string In(int hours) => (Bench.Signer.Now + TimeSpan.FromHours(hours)).ToString();
}
