using System.Net;
using System.Text.Json.Nodes;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Tests.Http;
using Strongroom.Tests.Storage;

namespace Strongroom.Tests.Withdrawals;

/// <summary>What people register straight at the Signer: the Server learns of it and holds the amount.</summary>
public sealed class StraightRegistrationTests(AllowlistFixture fixture) : IClassFixture<AllowlistFixture>
{
    private const string TwoEther = "2000000000000000000";
    private const string HalfEther = "500000000000000000";

    private ServerBench Bench => fixture.Bench;

    private SignerDoor Door => new(Bench);

    [JourneyFact]
    public async Task What_was_approved_only_at_the_Signer_is_paid_all_the_same()
    {
        BenchDesk desk = await fixture.FundedAsync();
        string to = BenchDesk.NewAddress();
        await AllowAsync(desk, to);
        JsonObject requested = await desk.WithdrawAsync(HalfEther, to: to);
        await Door.RegisterAsync((string)requested["intentDigest"]!);
        await PaysAsync(desk, requested, to);
    }

    [JourneyFact]
    public async Task What_the_Server_let_go_and_people_then_registered_is_held_again_and_paid_once()
    {
        BenchDesk desk = await fixture.FundedAsync();
        string to = BenchDesk.NewAddress();
        JsonObject requested = await desk.WithdrawAsync(HalfEther, to: to);
        string digest = (string)requested["intentDigest"]!;
        // A stale copy of the allowlist: the Server's preview says yes, the Signer says no.
        await desk.RowsAsync("""
            INSERT INTO allowlist_entry (id, client, chain, address)
            VALUES (gen_random_uuid(), @client::uuid, @chain, @to) RETURNING 'stored'
            """, ("client", desk.Client), ("chain", BenchDesk.Chain), ("to", to));
        await Bench.ApproveAsync(digest);
        await desk.WaitForEndAsync(requested, "Refused");
        ((string)(await desk.ShowAsync(requested))["reasonCode"]!).ShouldBe(PolicyRefusal.Denied);
        (await desk.PositionAsync(BenchDesk.Ether)).ShouldBe(TwoEther);
        await Door.RegisterAsync(digest, HttpStatusCode.UnprocessableEntity);

        await AllowAsync(desk, to);
        await Door.RegisterAsync(digest);
        await PaysAsync(desk, requested, to);
        (await desk.StepsAsync(requested)).ShouldContain(
            $"movement-step {Server.Withdrawals.WithdrawalsRefusal.HeldAgain}");
        // The first holds stay voided; what was posted are the second ones.
        (await desk.OutcomesAsync(requested)).ShouldBe(["voided", "posted", "voided", "posted"]);
    }

    private static async Task PaysAsync(BenchDesk desk, JsonObject requested, string to)
    {
        await Wait.UntilAsync(async () => (string)(await desk.ShowAsync(requested))["state"]! == "Broadcast");
        (await desk.PositionAsync(BenchDesk.Ether, "held")).ShouldBe("502100000000000000");
        await desk.MineAsync(3);
        await desk.WaitForStateAsync((string)requested["id"]!, "Confirmed");
        (await desk.BalanceAsync(to)).ShouldBe(HalfEther);
        (await desk.PositionAsync(BenchDesk.Ether)).ShouldBe(await desk.BalanceAsync(desk.Address));
    }

    private static Task AllowAsync(BenchDesk desk, string to) => desk.SubmitAsync(
        IntentKind.AllowlistEntry, ("entry", Guid.CreateVersion7().ToString("D")), ("client", desk.Client),
        ("chain", BenchDesk.Chain), ("address", to), ("confirmedBy", "alice"));
}
