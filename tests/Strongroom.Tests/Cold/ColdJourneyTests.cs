using System.Text.Json.Nodes;
using Strongroom.Audit;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Server.Withdrawals;
using Strongroom.Tests.Demo;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Http;
using Strongroom.Tests.Storage;
using Strongroom.Tests.Withdrawals;

namespace Strongroom.Tests.Cold;

/// <summary>
/// A cold withdrawal from request to confirmation: Server, home Signer, the Signer program offline with a person's
/// answers, the command line program that carries, and a real chain.
/// </summary>
public sealed class ColdJourneyTests(JourneyFixture fixture) : IClassFixture<JourneyFixture>
{
    private const string HalfEther = "500000000000000000";

    private ServerBench Bench => fixture.Bench;

    private string Folder => Bench.Signer.Folder;

    [JourneyFact]
    public async Task A_cold_withdrawal_waits_is_carried_twice_across_the_gap_and_confirms_on_the_chain()
    {
        await FoundAsync();
        BenchDesk desk = new(Bench);
        await RegisterAsync(desk);
        await MustAsync("cold-derive", "--data", PathOf("cold"), "--count", "5", "--out", PathOf("batch.json"));
        await CarryAsync("addresses", PathOf("batch.json"));
        await desk.OpenColdAsync();
        await desk.FundAsync("2000000000000000000");
        string recipient = BenchDesk.NewAddress();
        JsonObject requested = await desk.WithdrawAsync(HalfEther, to: recipient);
        await Bench.ApproveAsync((string)requested["intentDigest"]!);
        await desk.WaitForReasonAsync(requested, WithdrawalsRefusal.WaitsForCold);
        await CarryAsync("request", "--cold", ColdBench.Origin, "--out", PathOf("request.json"));
        CliRun signed = await ColdProgram.RunAsync(
            Folder, "y\n", "cold-sign", "--data", PathOf("cold"), "--request", PathOf("request.json"),
            "--out", PathOf("response.json"));
        signed.ExitCode.ShouldBe(0, signed.Error);
        signed.Output.ShouldContain("0.5 ETH");
        signed.Output.ShouldContain(recipient);
        await CarryAsync("import", PathOf("response.json"));
        string id = (string)requested["id"]!;
        await desk.WaitForStateAsync(id, "Broadcast");
        await desk.MineAsync(3);
        await desk.WaitForStateAsync(id, "Confirmed");
        (await desk.BalanceAsync(recipient)).ShouldBe(HalfEther);
        (await desk.StepsAsync(requested)).ShouldContain($"movement-waits {WithdrawalsRefusal.WaitsForCold}");
        await ProposeAsync(desk);
    }

    /// <summary>A hot account beside the cold one is empty: a top-up is due, and the cold key is asked for it.</summary>
    private async Task ProposeAsync(BenchDesk desk)
    {
        (string hot, _) = await desk.OpenSecondAsync();
        CliRun shown = await CliRun.RunAsync(
            "cold", "proposals", "--asset", BenchDesk.Ether, "--floor", "1000", "--target", "7000", "--ceiling", "9000",
            "--json", "--profile", Bench.SaveProfile());
        shown.ExitCode.ShouldBe(0, shown.Error);
        JsonNode due = JsonNode.Parse(shown.Output)!.AsArray().Single(one => (string)one!["toAccount"]! == hot)!;
        ((string)due["kind"]!).ShouldBe("top-up");
        ((string)due["amount"]!).ShouldBe("7000");
        ((string)due["account"]!).ShouldBe(desk.Account);
        JsonObject requested = await Bench.PostAsync("/v1/internal-moves", $$"""
            {"client":"{{desk.Client}}","account":"{{desk.Account}}","toAccount":"{{hot}}","asset":"{{BenchDesk.Ether}}",
            "amount":"7000","feeMax":"2100000000000000"}
            """);
        await Bench.ApproveAsync((string)requested["intentDigest"]!);
        await desk.WaitForReasonAsync(requested, WithdrawalsRefusal.WaitsForCold);
    }

    private async Task FoundAsync()
    {
        string home = PathOf("home-leaf.json");
        await Bench.Signer.Signer.Record.Journal.PublishAsync();
        CliRun shown = await CliRun.RunAsync(
            "log", "show", Path.Combine(Bench.Signer.Data, "journal", "public"), "0", "--out", home);
        shown.ExitCode.ShouldBe(0, shown.Error);
        CliRun other = await ColdProgram.RunAsync(
            Folder, "", "cold-found", "--data", PathOf("false"), "--origin", ColdBench.Origin, "--home", home,
            "--institution", $"{Digest.Sha256("another"u8)}");
        other.ExitCode.ShouldBe(1);
        CliRun founded = await MustAsync(
            "cold-found", "--data", PathOf("cold"), "--origin", ColdBench.Origin, "--home", home,
            "--institution", $"{Bench.Signer.Genesis}");
        Said = JsonNode.Parse(founded.Output)!.AsObject();
    }

    private JsonObject Said { get; set; } = [];

    private Task RegisterAsync(BenchDesk desk) => desk.SubmitAsync(
        IntentKind.ColdSignerRegistration, ("origin", ColdBench.Origin), ("key", (string)Said["key"]!),
        ("root", (string)Said["root"]!));

    private Task<CliRun> MustAsync(params string[] arguments) => MustAsync(ColdProgram.RunAsync(Folder, "", arguments));

    private async Task CarryAsync(params string[] arguments) => await MustAsync(CliRun.RunAsync(
        ["cold", .. arguments, "--profile", Bench.SaveProfile()]));

    private static async Task<CliRun> MustAsync(Task<CliRun> running)
    {
        CliRun run = await running;
        run.ExitCode.ShouldBe(0, run.Output + run.Error);
        return run;
    }

    private string PathOf(string name) => Path.Combine(Folder, name);
}
