using System.Diagnostics;
using System.Numerics;
using System.Text.Json.Nodes;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Tests.Adversaries;
using Strongroom.Tests.Chains;
using Strongroom.Tests.Demo;
using Strongroom.Tests.Faults;
using Strongroom.Tests.Hosting;
using Xunit.Abstractions;

namespace Strongroom.Tests.Sweeps;

/// <summary>
/// The compromise of a root from the first suspicion to its destruction: the Signer's own program, a real chain, and
/// nothing but the command line in between. The times stand in docs/operating/rotation.md.
/// </summary>
public sealed class CompromiseDrillTests(ITestOutputHelper log)
{
    private readonly Stopwatch total = Stopwatch.StartNew();

    [PeerFact]
    public async Task A_compromised_root_is_left_and_destroyed_and_every_asset_arrives()
    {
        await using DrilledHouse house = await DrilledHouse.StartAsync();
        Tell("a house with four accounts, two assets");
        total.Restart();
        await MarkAsync(house);
        Tell("frozen, marked, unfrozen");
        await house.AddRootAsync();
        Tell("another root active");
        (await house.StepAsync()).ShouldBe("Sweep");
        BigInteger[] before = await HoldingsAsync(house);
        await SweepAsync(house);
        Tell("swept and verified");
        await CheckOldAccountsAsync(house, before);
        await DestroyAsync(house);
        Tell("destroyed");
        await house.StopSignerAsync();
        await house.Harness.StartAsync();
        house.Harness.LeavesOf<SigningLeaf>().Count.ShouldBeInRange(5, 6);
    }

    private static async Task MarkAsync(DrilledHouse house)
    {
        (await house.StepAsync()).ShouldBe("Freeze");
        await house.FreezeAsync();
        (await house.StepAsync()).ShouldBe("Mark");
        await house.RegisterAsync(Path.Combine(house.Incident, "compromised.json"));
        (await house.StepAsync()).ShouldBe("Unfreeze");
        await house.RegisterAsync(Path.Combine(house.Incident, "unfreeze.json"));
        (await house.StepAsync()).ShouldBe("Replace");
        File.ReadAllText(Path.Combine(house.Incident, "incident.md")).ShouldContain("A token was stolen.");
    }

    private async Task SweepAsync(DrilledHouse house)
    {
        JsonNode openings = await house.PlanAsync("openings");
        openings["waves"]!["open"]!.GetValue<int>().ShouldBe(4);
        openings["steps"]!.GetValue<int>().ShouldBe(4);
        await house.ExecuteAsync("openings", await house.SignAsync("openings"));
        Tell("  openings carried out");
        JsonNode moves = await house.PlanAsync("moves");
        moves["waves"]!.ToJsonString().ShouldBe("""{"open":0,"house":1,"gas":1,"move":3}""");
        moves["dust"]!.AsArray().Count.ShouldBe(1);
        await DrilledHouse.CliAsync(["sweep", "simulate", house.PathOf("moves"), .. house.Nodes]);
        (await DrilledHouse.CliAsync("sweep", "show", house.PathOf("moves"))).ShouldContain("moves     800000000 of");
        string[] statements = await house.SignAsync("moves");
        await house.ExecuteAsync("moves", statements);
        Tell("  moves carried out");
        await house.ExecuteAsync("moves", statements);
        JsonNode rest = await house.PlanAsync("rest");
        await house.ExecuteAsync("rest", await house.SignAsync("rest"));
        rest["steps"]!.GetValue<int>().ShouldBeLessThanOrEqualTo(1);
        string verified = await house.CallAsync(
            ["sweep", "verify", house.PathOf("moves"), house.PathOf("rest"), .. house.Nodes]);
        verified.ShouldContain("swept:");
    }

    /// <summary>Tokens whole, ether but for fees and dust.</summary>
    private static async Task CheckOldAccountsAsync(DrilledHouse house, BigInteger[] before)
    {
        BigInteger[] after = await HoldingsAsync(house);
        (before[0], after[0]).ShouldBe((800_000_000, 0));
        after[1].ShouldBeLessThan(DrilledHouse.Ether(1) / 5);
        before[1].ShouldBeGreaterThan(DrilledHouse.Ether(2999));
    }

    private static async Task DestroyAsync(DrilledHouse house)
    {
        (await house.StepAsync(house.Nodes)).ShouldBe("Destroy");
        foreach (string what in (string[])["keystore", "shares"])
        {
            CanonicalObject plan = SignerDesk.Plan("destroy").With("root", $"{house.Root}")
                .With("destroys", CanonicalArray.OfTexts([what]));
            await house.PerformAsync(plan, house.Root);
        }

        await house.RegisterAsync(Path.Combine(house.Incident, "destroyed.json"));
        (await house.StepAsync()).ShouldBe("Over");
        (await house.CallAsync("key", "list")).ShouldContain("destroyed");
        (await house.CallAsync("key", "show", $"{house.Root}")).ShouldContain("keystore");
    }

    private static async Task<BigInteger[]> HoldingsAsync(DrilledHouse house)
    {
        BigInteger tokens = 0, ether = 0;
        foreach (string address in house.Addresses.Values)
        {
            tokens += await house.Chain.BalanceAsync(address, house.Chain.TokenAsset);
            ether += await house.Chain.BalanceAsync(address, DevChain.Ether);
        }

        return [tokens, ether];
    }

    private void Tell(string what) => log.WriteLine($"{total.Elapsed.TotalSeconds,8:F1} s  {what}");
}
