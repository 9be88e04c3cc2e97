using System.Text.Json.Nodes;
using Strongroom.Audit;
using Strongroom.Cryptography.Sodium;
using Strongroom.Server.Withdrawals;
using Strongroom.Tests.Http;
using Strongroom.Tests.Storage;

namespace Strongroom.Tests.Withdrawals;

/// <summary>A signature that comes without the proof that it was recorded is not kept and not sent.</summary>
public sealed class ReceiptTests(JourneyFixture fixture) : IClassFixture<JourneyFixture>
{
    private const string HalfEther = "500000000000000000";

    [JourneyFact]
    public async Task Nothing_is_broadcast_under_a_receipt_that_the_pinned_witnesses_did_not_cosign()
    {
        BenchDesk desk = await fixture.FundedAsync();
        ServerBench bench = fixture.Bench;
        string to = BenchDesk.NewAddress();
        using Ed25519PrivateKey stranger = Ed25519PrivateKey.Generate();
        // The Signer is right and the Server expects a witness that never cosigned: to it, the receipt is wrong.
        string unknown = NoteKey.Witness("w9.example", stranger.PublicKey).ToString();
        await bench.RestartServerAsync(config => config with { WitnessVkeys = [unknown], WitnessesMin = 1 });
        JsonObject requested = await desk.WithdrawAsync(HalfEther, to: to);
        await bench.ApproveAsync((string)requested["intentDigest"]!);
        await desk.WaitForReasonAsync(requested, WithdrawalsRefusal.ReceiptInvalid);
        await Wait.UntilAsync(async () => (await bench.GetAsync("/v1/jobs"))["items"]!.AsArray().Any(job =>
            (string)job!["kind"]! == SignMovement.Job && ((string?)job["lastError"])?.Contains("proves nothing") == true));
        ((string)(await desk.ShowAsync(requested))["state"]!).ShouldBe("Approved");
        (await desk.StepsAsync(requested)).Count(step => step == $"movement-waits {WithdrawalsRefusal.ReceiptInvalid}")
            .ShouldBe(1, "recorded once, however often it is tried again");
        (await desk.RowsAsync("SELECT 'kept' FROM chain_transaction WHERE movement::text = @id AND raw IS NOT NULL",
            ("id", (string)requested["id"]!))).ShouldBeEmpty();
        (await desk.BalanceAsync(to)).ShouldBe("0");

        await bench.RestartServerAsync(config => config);
        await desk.WaitForStateAsync((string)requested["id"]!, "Broadcast");
        await desk.MineAsync(3);
        await desk.WaitForStateAsync((string)requested["id"]!, "Confirmed");
        (await desk.BalanceAsync(to)).ShouldBe(HalfEther);
    }
}
