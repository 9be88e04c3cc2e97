using System.Globalization;
using System.Text.Json.Nodes;
using Strongroom.Cli.Http;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Server.Withdrawals;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Http;
using Strongroom.Tests.Storage;

namespace Strongroom.Tests.Withdrawals;

/// <summary>Withdrawals through Server, Signer and chain, each of them real.</summary>
public sealed class WithdrawalJourneyTests(JourneyFixture fixture) : IClassFixture<JourneyFixture>
{
    private const string TwoEther = "2000000000000000000";
    private const string HalfEther = "500000000000000000";

    private ServerBench Bench => fixture.Bench;

    [JourneyFact]
    public async Task Ether_comes_in_and_goes_out_and_the_ledger_agrees_with_the_chain()
    {
        BenchDesk desk = await FundedAsync();
        JsonObject requested = await desk.WithdrawAsync(HalfEther);
        string id = (string)requested["id"]!;
        ((string)requested["state"]!).ShouldBe("Requested");
        (await desk.PositionAsync(BenchDesk.Ether)).ShouldBe("1497900000000000000");
        await desk.FinishAsync(requested);
        JsonObject done = await Bench.GetAsync($"/v1/withdrawals/{id}");
        Number((string)done["fee"]!).ShouldBeInRange(1, 2100000000000000);
        (await desk.PositionAsync(BenchDesk.Ether, "held")).ShouldBe("0");

        await Bench.PostAsync("/v1/reconciliations", "{}");
        JsonObject report = [];
        await Wait.UntilAsync(async () =>
            (string)(report = await Bench.GetAsync("/v1/reconciliations/latest"))["state"]! != "running");
        // Another test of this class takes ether behind the ledger's back: that account must differ, this one not.
        JsonNode line = report["lines"]!.AsArray().Single(each => (string)each!["account"]! == desk.Account)!;
        ((string)line["ledger"]!).ShouldBe((string)line["chain"]!);
    }

    [JourneyFact]
    public async Task Never_promises_more_than_is_there_however_many_ask_at_once()
    {
        BenchDesk desk = await FundedAsync();
        Task<ApiAnswer>[] asked = [.. Enumerable.Range(0, 8).Select(_ =>
            Bench.TryPostAsync("/v1/withdrawals", desk.Body(HalfEther)))];
        ApiAnswer[] answers = await Task.WhenAll(asked);
        answers.Count(answer => answer.IsSuccess).ShouldBe(3);
        answers.Where(answer => !answer.IsSuccess)
            .ShouldAllBe(answer => answer.ToRefusal().Code == WithdrawalsRefusal.BalanceTooLow);
    }

    [JourneyFact]
    public async Task A_rejection_ends_the_withdrawal_and_frees_the_amount()
    {
        BenchDesk desk = await FundedAsync();
        JsonObject requested = await desk.WithdrawAsync(HalfEther);
        string digest = (string)requested["intentDigest"]!;
        (await Bench.SayAsync(Bench.Signer.Operator, Verdict.Request, digest)).Status.ShouldBe(200);
        (await Bench.SayAsync(Bench.Signer.Alice, Verdict.Reject, digest)).Status.ShouldBe(200);
        await desk.WaitForStateAsync((string)requested["id"]!, "Rejected");
        (await desk.PositionAsync(BenchDesk.Ether)).ShouldBe(TwoEther);
        ApiAnswer late = await Bench.SayAsync(Bench.Signer.Bob, Verdict.Approve, digest);
        late.ToRefusal().Code.ShouldBe("intents.ended");
    }

    [JourneyFact]
    public async Task A_rejection_that_the_signer_knows_already_ends_the_withdrawal_too()
    {
        BenchDesk desk = await FundedAsync();
        JsonObject requested = await desk.WithdrawAsync(HalfEther);
        string digest = (string)requested["intentDigest"]!;
        Digest.TryParse(digest, out Digest intent, out _).ShouldBeTrue();
        // As after a crash that lost the Signer's answer, or when the person went to the Signer directly.
        byte[] rejection = Bench.Signer.Alice.Say(
            Bench.Signer.Genesis, Verdict.Reject, Timestamp.From(DateTimeOffset.UtcNow), [intent]).ToBytes();
        (await Bench.Signer.Pipeline.StateAsync([rejection], CancellationToken.None)).Must();
        (await Bench.SayAsync(Bench.Signer.Alice, Verdict.Reject, digest)).Status.ShouldBe(200);
        await desk.WaitForStateAsync((string)requested["id"]!, "Rejected");
        (await desk.PositionAsync(BenchDesk.Ether)).ShouldBe(TwoEther);
    }

    [JourneyFact]
    public async Task A_transaction_that_took_the_nonce_ends_the_withdrawal_as_replaced()
    {
        BenchDesk desk = await FundedAsync();
        await desk.Control.CallAsync("evm_setAutomine", false);
        try
        {
            JsonObject requested = await desk.WithdrawAsync(HalfEther);
            string id = (string)requested["id"]!;
            await Bench.ApproveAsync((string)requested["intentDigest"]!);
            await desk.WaitForStateAsync(id, "Broadcast");
            string hash = (string)(await Bench.GetAsync($"/v1/withdrawals/{id}"))["txHash"]!;
            await desk.Control.CallAsync("anvil_dropTransaction", hash);
            await desk.Control.CallAsync("anvil_impersonateAccount", desk.Address);
            await desk.Control.CallAsync("eth_sendTransaction", new JsonObject
            {
                ["from"] = desk.Address, ["to"] = ChainControl.Stranger, ["value"] = "0x1", ["nonce"] = "0x0",
            });
            await desk.MineAsync(3);
            await desk.WaitForStateAsync(id, "Replaced");
            JsonObject ended = await Bench.GetAsync($"/v1/withdrawals/{id}");
            ((string)ended["reasonCode"]!).ShouldBe(WithdrawalsRefusal.ReplacedOnChain);
        }
        finally
        {
            await desk.Control.CallAsync("evm_setAutomine", true);
        }
    }

    [JourneyFact]
    public async Task A_transfer_that_the_chain_does_not_carry_out_fails_and_costs_only_its_fee()
    {
        BenchDesk desk = await FundedAsync();
        // A token contract takes no ether: the call reverts.
        JsonObject requested = await desk.WithdrawAsync(HalfEther, to: await desk.Control.DeployAsync("DemoToken", "1"));
        await Bench.ApproveAsync((string)requested["intentDigest"]!);
        string id = (string)requested["id"]!;
        await desk.WaitForStateAsync(id, "Broadcast");
        await desk.MineAsync(3);
        await desk.WaitForStateAsync(id, "Failed");
        JsonObject ended = await Bench.GetAsync($"/v1/withdrawals/{id}");
        ((string)ended["reasonCode"]!).ShouldBe(WithdrawalsRefusal.NotExecuted);
        // The intent is consumed: no second attempt at another nonce.
        (await new SignerDoor(Bench).RefusalToSignAsync((string)requested["intentDigest"]!, nonce: 1))
            .ShouldBe(RegistryRefusal.NonceBound);
        decimal left = Number(TwoEther) - Number((string)ended["fee"]!);
        Number(await desk.PositionAsync(BenchDesk.Ether)).ShouldBe(left);
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private Task<BenchDesk> FundedAsync() => fixture.FundedAsync(TwoEther);
}
