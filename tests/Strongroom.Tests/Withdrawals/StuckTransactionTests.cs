using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Server.Withdrawals;
using Strongroom.Tests.Http;
using Strongroom.Tests.Storage;

namespace Strongroom.Tests.Withdrawals;

/// <summary>Transactions that the chain does not take up: raised within the cap, or replaced by another intent.</summary>
public sealed class StuckTransactionTests(JourneyFixture fixture) : IClassFixture<JourneyFixture>
{
    private const string TwoEther = "2000000000000000000";
    private const string OneEther = "1000000000000000000";
    private const string LargeCap = "210000000000000000";

    private ServerBench Bench => fixture.Bench;

    private SignerDoor Door => new(Bench);

    [JourneyFact]
    public async Task A_waiting_transaction_gets_a_higher_fee_within_the_cap_and_never_above_it()
    {
        BenchDesk desk = await fixture.FundedAsync();
        string to = BenchDesk.NewAddress();
        await WithoutMiningAsync(desk, async () =>
        {
            JsonObject requested = await BroadcastAsync(desk, await desk.WithdrawAsync(OneEther, to: to));
            string first = await HashAsync(desk, requested, 0);
            await RaiseAsync(desk, requested, 2);
            string second = await HashAsync(desk, requested, 1);
            (await Door.RefusalToSignAsync((string)requested["intentDigest"]!, nonce: 0, feeGwei: 101))
                .ShouldBe(RegistryRefusal.FeeAboveMax);
            (await Door.RefusalToSignAsync((string)requested["intentDigest"]!, nonce: 1))
                .ShouldBe(RegistryRefusal.NonceBound);
            await desk.MineAsync(3);
            await desk.WaitForStateAsync((string)requested["id"]!, "Confirmed");
            JsonObject done = await desk.ShowAsync(requested);
            ((string)done["txHash"]!).ShouldBe(second);
            (await desk.Control.CallAsync("eth_getTransactionReceipt", first)).ShouldBeNull();
            await PaysOnceAsync(desk, done, to, second);
        });
    }

    [JourneyFact]
    public async Task A_fee_above_the_cap_is_said_and_a_replacing_intent_takes_over_the_nonce()
    {
        BenchDesk desk = await fixture.FundedAsync();
        string to = BenchDesk.NewAddress();
        await WithoutMiningAsync(desk, async () =>
        {
            JsonObject stuck = await StuckAsync(desk, to);
            JsonObject replacing = await ReplaceAsync(desk, stuck, to);
            await BroadcastAsync(desk, replacing);
            (await desk.ShowAsync(replacing))["nonce"]!.GetValue<long>().ShouldBe(0);
            (await desk.PositionAsync(BenchDesk.Ether, "held")).ShouldBe(
                (2 * BigInteger.Parse(OneEther, CultureInfo.InvariantCulture)
                    + BigInteger.Parse(LargeCap, CultureInfo.InvariantCulture) + 2_100_000_000_000_000).ToString(
                    CultureInfo.InvariantCulture), "either may be the one that is mined");
            await desk.MineAsync(3);
            await desk.WaitForStateAsync((string)replacing["id"]!, "Confirmed");
            await desk.WaitForEndAsync(stuck, "Replaced");
            ((string)(await desk.ShowAsync(stuck))["reasonCode"]!).ShouldBe(WithdrawalsRefusal.ReplacedOnChain);
            (await desk.OutcomesAsync(stuck)).ShouldBe(["voided", "voided"]);
            (await Door.StateOfAsync((string)stuck["intentDigest"]!)).ShouldBe("closed");
            JsonObject done = await desk.ShowAsync(replacing);
            await PaysOnceAsync(desk, done, to, (string)done["txHash"]!);
        });
    }

    [JourneyFact]
    public async Task The_replaced_one_may_still_be_mined_and_then_the_replacing_one_is_over()
    {
        BenchDesk desk = await fixture.FundedAsync();
        string to = BenchDesk.NewAddress();
        await WithoutMiningAsync(desk, async () =>
        {
            JsonObject stuck = await StuckAsync(desk, to);
            JsonObject replacing = await BroadcastAsync(desk, await ReplaceAsync(desk, stuck, to));
            // A miner that saw only the first: the nodes' pool does not decide which one wins.
            await desk.Control.CallAsync("anvil_dropTransaction", await HashAsync(desk, replacing, 0));
            await desk.AskBaseFeeAsync(1_000_000_000);
            await desk.Control.CallAsync("eth_sendRawTransaction", (await desk.RowsAsync("""
                SELECT '0x' || encode(raw, 'hex') FROM chain_transaction WHERE movement::text = @id
                """, ("id", (string)stuck["id"]!)))[0]);
            await desk.MineAsync(3);
            await desk.WaitForStateAsync((string)stuck["id"]!, "Confirmed");
            await desk.WaitForEndAsync(replacing, "Replaced");
            (await desk.OutcomesAsync(replacing)).ShouldBe(["voided", "voided"]);
            JsonObject done = await desk.ShowAsync(stuck);
            await PaysOnceAsync(desk, done, to, (string)done["txHash"]!);
        });
    }

    [JourneyFact]
    public async Task Replaces_only_what_holds_a_nonce_of_this_client_and_asset()
    {
        BenchDesk desk = await fixture.FundedAsync();
        JsonObject unsigned = await desk.WithdrawAsync("1000");
        string body = JsonNode.Parse(desk.Body("1000"))!.AsObject().ToJsonString()[..^1];
        string[] refused = [(string)unsigned["id"]!, Guid.NewGuid().ToString("D")];
        foreach (string id in refused)
        {
            (await Bench.TryPostAsync("/v1/withdrawals", $$"""{{body}},"replaces":"{{id}}"}""")).ToRefusal().Code
                .ShouldBe(WithdrawalsRefusal.NotReplaceable);
        }
    }

    /// <summary>Signed, broadcast, and then the network asks for more than its cap allows.</summary>
    private async Task<JsonObject> StuckAsync(BenchDesk desk, string to)
    {
        JsonObject stuck = await BroadcastAsync(desk, await desk.WithdrawAsync(OneEther, to: to));
        await desk.AskBaseFeeAsync(500_000_000_000);
        Bench.Time.Advance(FeeBump.Patience);
        await desk.WaitForReasonAsync(stuck, WithdrawalsRefusal.FeeCapTooLow);
        JsonObject shown = await desk.ShowAsync(stuck);
        ((string)shown["state"]!).ShouldBe("Broadcast");
        ((string)shown["reasonText"]!).ShouldContain("replaces");
        return stuck;
    }

    private static Task<JsonObject> ReplaceAsync(BenchDesk desk, JsonObject stuck, string to) => desk.WithdrawWithAsync(
        OneEther, to, ("replaces", (string)stuck["id"]!), ("feeMax", LargeCap));

    private async Task<JsonObject> BroadcastAsync(BenchDesk desk, JsonObject requested)
    {
        await Bench.ApproveAsync((string)requested["intentDigest"]!);
        await desk.WaitForStateAsync((string)requested["id"]!, "Broadcast");
        return requested;
    }

    /// <summary>Waits in vain for so long that the Server signs this many transactions for it.</summary>
    private async Task RaiseAsync(BenchDesk desk, JsonObject requested, int count)
    {
        Bench.Time.Advance(FeeBump.Patience);
        await Wait.UntilAsync(async () => (await desk.RowsAsync("""
            SELECT encode(hash, 'hex') FROM chain_transaction WHERE movement::text = @id AND broadcast_at IS NOT NULL
            """, ("id", (string)requested["id"]!))).Count == count);
    }

    private static async Task<string> HashAsync(BenchDesk desk, JsonObject requested, int index) => "0x" + (
        await desk.RowsAsync("""
            SELECT encode(hash, 'hex') FROM chain_transaction WHERE movement::text = @id ORDER BY created_at
            """, ("id", (string)requested["id"]!)))[index];

    /// <summary>The recipient has the amount once, and the ledger has the fee that the chain took.</summary>
    private static async Task PaysOnceAsync(BenchDesk desk, JsonObject done, string to, string hash)
    {
        (await desk.BalanceAsync(to)).ShouldBe(OneEther);
        JsonNode receipt = (await desk.Control.CallAsync("eth_getTransactionReceipt", hash))!;
        BigInteger fee = Number(receipt["gasUsed"]!) * Number(receipt["effectiveGasPrice"]!);
        ((string)done["fee"]!).ShouldBe(fee.ToString(CultureInfo.InvariantCulture));
        string left = await desk.BalanceAsync(desk.Address);
        (await desk.PositionAsync(BenchDesk.Ether)).ShouldBe(left);
        (BigInteger.Parse(TwoEther, CultureInfo.InvariantCulture)
            - BigInteger.Parse(OneEther, CultureInfo.InvariantCulture) - fee).ToString(CultureInfo.InvariantCulture)
            .ShouldBe(left);
    }

    private static BigInteger Number(JsonNode hex) => BigInteger.Parse(
        "0" + ((string)hex!)[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static async Task WithoutMiningAsync(BenchDesk desk, Func<Task> run)
    {
        await desk.Control.CallAsync("evm_setAutomine", false);
        try
        {
            await run();
        }
        finally
        {
            await desk.Control.CallAsync("evm_setAutomine", true);
            await desk.AskBaseFeeAsync(1_000_000_000);
        }
    }
}
