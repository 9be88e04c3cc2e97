using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Strongroom.Chains.Ethereum;
using Strongroom.Recovery;
using Strongroom.Tests.Ceremonies;
using Strongroom.Tests.Demo;
using Strongroom.Tests.Faults;

namespace Strongroom.Tests.Recovery;

/// <summary>
/// The exit kit, really done: a Signer with a root from a ceremony, assets on a local chain, everything gone but the
/// descriptors and two of three shares, and every unit arrives where it should.
/// </summary>
public sealed class SweepTests : IAsyncLifetime
{
    private static readonly BigInteger Ether = BigInteger.Pow(10, 18);

    private LostHouse _house = null!;

    public async Task InitializeAsync()
    {
        if (new RecoveryFactAttribute().Skip is null) _house = await LostHouse.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_house is not null) await _house.DisposeAsync();
    }

    [RecoveryFact]
    public async Task Two_of_three_shares_and_the_descriptors_bring_everything_to_safety()
    {
        await FundAsync();
        await _house.ExportAsync();
        string words = _house.Room.WordsOf("root", "dave", 2);
        await _house.LoseEverythingAsync("carol", "dave");
        await PlanAsync();
        (string first, string second, string house) = (Fresh(), Fresh(), Fresh());
        string[] to =
        [
            "--to", $"{_house.Desk.Client}={first}", "--to", $"{_house.Second}={second}",
            "--to", $"{_house.House}={house}", "--gas-account", $"{_house.Gas}",
        ];
        CliRun run = await CliRun.RunAsync(_house.Sweep("recovery", ["carol", "dave"], to));
        run.ExitCode.ShouldBe(0, run.Error + run.Output);
        await CompareAsync(first, second, house);
        // The same command again says the same; what was dust may have become worth its fee.
        string[] moved = File.ReadAllLines(Path.Combine(_house.PathOf("recovery"), "moved.jsonl"));
        await SweepWithWordsAsync(words, to);
        moved.ShouldBeSubsetOf(File.ReadAllLines(Path.Combine(_house.PathOf("recovery"), "moved.jsonl")));
    }

    [RecoveryFact]
    public async Task A_sweep_that_was_interrupted_goes_on_and_says_what_it_lacks()
    {
        await FundAsync();
        await _house.ExportAsync();
        await _house.LoseEverythingAsync("dave", "erin");
        (string safe, string[] people) = (Fresh(), ["dave", "erin"]);
        string[] hurried = ["--to-all", safe, "--wait-seconds", "0"];
        (await CliRun.RunAsync(_house.Sweep("recovery", people, hurried))).ExitCode.ShouldBe(0);
        ReasonOf("first", DevChain.Ether).ShouldBe("pending");
        ReasonOf("house", DevChain.Ether).ShouldBe("pending");
        ReasonOf("second", _house.Chain.TokenAsset).ShouldBe("no-gas");
        (await CliRun.RunAsync(_house.Sweep("recovery", people, "--to-all", safe))).ExitCode.ShouldBe(0);
        ReasonOf("first", DevChain.Ether).ShouldBeNull();
        ReasonOf("second", _house.Chain.TokenAsset).ShouldBe("no-gas");
        (await _house.Chain.BalanceAsync(safe, _house.Chain.TokenAsset)).ShouldBe(1_234_567);
        await _house.Chain.PayAsync(_house.Addresses["house"], Ether);
        await _house.Chain.PayAsync(_house.Addresses["first"], 1000);
        CliRun last = await CliRun.RunAsync(
            _house.Sweep("recovery", people, "--to-all", safe, "--gas-account", $"{_house.Gas}"));
        last.ExitCode.ShouldBe(0, last.Error);
        ReasonOf("first", DevChain.Ether).ShouldBe("dust");
        ReasonOf("second", _house.Chain.TokenAsset).ShouldBeNull();
        last.Output.ShouldContain("moved   8.888888 DUSD");
        last.Output.ShouldContain("stayed  0.0");
        (await _house.Chain.BalanceAsync(safe, _house.Chain.TokenAsset)).ShouldBe(1_234_567 + 7_654_321);
    }

    /// <summary>Why an asset of an account stayed, as the recovery's folder has it; null where it did not.</summary>
    private string? ReasonOf(string owner, string asset) =>
        File.ReadLines(Path.Combine(_house.PathOf("recovery"), "left.jsonl")).Select(line => JsonNode.Parse(line)!)
            .SingleOrDefault(line => line["address"]!.GetValue<string>() == _house.Addresses[owner]
                && line["asset"]!.GetValue<string>() == asset)?["why"]!["reason"]!.GetValue<string>();

    /// <summary>One share from its file, the other typed.</summary>
    private async Task SweepWithWordsAsync(string words, string[] to)
    {
        using TerminalRun run = TerminalRun.Start(_house.Sweep("recovery", ["carol"], to));
        await run.ExpectAsync("unseen:");
        await run.TypeAsync(words.ToUpperInvariant());
        (await run.EndAsync()).ShouldBe(0, run.Screen);
        run.Screen.ShouldNotContain(words.Split(' ')[20] + " " + words.Split(' ')[21]);
        run.Screen.ShouldNotContain(words.ToUpperInvariant());
    }

    private async Task FundAsync()
    {
        // The first client holds both, the second only tokens and so no gas, the house only ether.
        await _house.Chain.PayAsync(_house.Addresses["first"], 3 * Ether);
        await _house.Chain.PayTokensAsync(_house.Addresses["first"], 1_234_567);
        await _house.Chain.PayTokensAsync(_house.Addresses["second"], 7_654_321);
        await _house.Chain.PayAsync(_house.Addresses["house"], Ether);
    }

    private async Task PlanAsync()
    {
        CliRun run = await CliRun.RunAsync(
            "recover", "plan", "--descriptors", _house.Descriptors, "--log-key", _house.JournalKey,
            "--rpc", $"{_house.Chain.Endpoint}");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain($"{_house.Addresses["second"]}  7.654321 DUSD");
        run.Output.ShouldContain("all together: 4 ETH");
        run.Output.ShouldContain("all together: 8.888888 DUSD");
    }

    private async Task CompareAsync(string first, string second, string house)
    {
        DevChain chain = _house.Chain;
        string token = chain.TokenAsset;
        (await chain.BalanceAsync(first, token)).ShouldBe(1_234_567);
        (await chain.BalanceAsync(second, token)).ShouldBe(7_654_321);
        BigInteger dust = 0;
        foreach (string address in _house.Addresses.Values)
        {
            (await chain.BalanceAsync(address, token)).ShouldBe(0);
            dust += await chain.BalanceAsync(address, DevChain.Ether);
        }

        // What was left of a top-up may be less than another fee; an account that paid for itself is empty.
        dust.ShouldBe(await chain.BalanceAsync(_house.Addresses["second"], DevChain.Ether));

        JsonObject report = JsonNode.Parse(
            File.ReadAllBytes(Path.Combine(_house.PathOf("recovery"), "report.json")))!.AsObject();
        report["accounts"]!["found"]!.GetValue<int>().ShouldBe(3);
        SumOf(report["left"]!, DevChain.Ether).ShouldBe(dust);
        SumOf(report["left"]!, token).ShouldBe(0);
        BigInteger arrived = 0;
        foreach (string address in (string[])[first, second, house])
            arrived += await chain.BalanceAsync(address, DevChain.Ether);
        SumOf(report["moved"]!, DevChain.Ether).ShouldBe(arrived);
        (arrived + dust + await FeesAsync()).ShouldBe(4 * Ether);
    }

    private static BigInteger SumOf(JsonNode part, string asset) =>
        part["assets"]!.AsArray().SingleOrDefault(one => one!["asset"]!.GetValue<string>() == asset) is { } sum
            ? BigInteger.Parse(sum["amount"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture)
            : 0;

    /// <summary>What the chain itself says that every transaction in the folder cost.</summary>
    private async Task<BigInteger> FeesAsync()
    {
        BigInteger fees = 0;
        string folder = Path.Combine(_house.PathOf("recovery"), "transactions");
        foreach (string file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories))
        {
            string hash = JsonNode.Parse(File.ReadAllBytes(file))!["hash"]!.GetValue<string>();
            JsonNode receipt = (await _house.Chain.ReceiptAsync(hash))!;
            fees += Number(receipt["gasUsed"]!) * Number(receipt["effectiveGasPrice"]!);
        }

        return fees;
    }

    internal static string Fresh() =>
        EthereumAddress.FromBytes(RandomNumberGenerator.GetBytes(EthereumAddress.SizeBytes)).ToString();

    private static BigInteger Number(JsonNode value) => BigInteger.Parse(
        "0" + value.GetValue<string>()[2..], System.Globalization.NumberStyles.HexNumber,
        System.Globalization.CultureInfo.InvariantCulture);
}
