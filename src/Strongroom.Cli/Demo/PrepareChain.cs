using System.Text.Json.Nodes;

namespace Strongroom.Cli.Demo;

/// <summary>The world outside: a local Ethereum chain with a token and a contract that pays.</summary>
internal static class PrepareChain
{
    private const string TokenSupply = "1000000000000";

    internal static async Task RunAsync(DemoStage stage, CancellationToken stop)
    {
        Cast cast = stage.Cast;
        string[] accounts = await cast.AccountsAsync(stop);
        string deployer = accounts[0];
        stage.Progress.Set("chain.outsider", deployer);
        JsonNode contracts = JsonNode.Parse(File.ReadAllBytes(stage.Programs.Contracts))!["contracts"]!;
        string CodeOf(string name) => contracts[name]!["bytecode"]!.GetValue<string>();
        string token = await stage.Progress.OnceAsync("chain.token", () =>
            cast.DeployAsync(deployer, CodeOf("DemoToken"), stop, "constructor(uint256)", TokenSupply));
        string payer = await stage.Progress.OnceAsync("chain.payer", () =>
            cast.DeployAsync(deployer, CodeOf("Payer"), stop));
        foreach (string contract in (string[])[token, payer])
        {
            if (await cast.IsContractAsync(contract, stop)) continue;
            throw new DemoStoppedException(
                $"the local chain has lost its state; remove {stage.Folder.Root} to begin anew");
        }
    }
}
