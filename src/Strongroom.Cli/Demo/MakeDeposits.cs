using System.Text.Json.Nodes;

namespace Strongroom.Cli.Demo;

/// <summary>
/// Ether and tokens arrive from a foreign account, and from a contract that no transaction's sender names.
/// </summary>
internal static class MakeDeposits
{
    internal static async Task RunAsync(DemoStage stage, CancellationToken stop)
    {
        string outsider = stage.Progress.Get("chain.outsider");
        string payer = stage.Progress.Get("chain.payer");
        string first = stage.Progress.Get("address.first");
        string second = stage.Progress.Get("address.second");
        string tokens = DemoTerms.TokenUnits("2500");
        Task SendAsync(string name, params string[] call) =>
            stage.Progress.OnceAsync($"deposit.{name}", () => stage.Cast.SendAsync(outsider, stop, call));

        await SendAsync("house", stage.Progress.Get("address.house"), "--value", DemoTerms.Wei("1"));
        await SendAsync("ether", first, "--value", DemoTerms.Wei("20"));
        await SendAsync("ether-by-contract", payer, "payOn(address)", first, "--value", DemoTerms.Wei("5"));
        await SendAsync(
            "token", stage.Token, "transfer(address,uint256)", second, DemoTerms.TokenUnits("10000"));
        await SendAsync("token-to-contract", stage.Token, "transfer(address,uint256)", payer, tokens);
        await SendAsync(
            "token-by-contract", payer, "payTokens(address,address,uint256)", stage.Token, second, tokens);
        await WaitAsync(stage, "first", 2, stop);
        await WaitAsync(stage, "second", 2, stop);
        stage.Narrator.Say(
            "25 ETH for Aurora and 12,500 DUSD for Borealis are credited after 2 confirmations.");
    }

    private static async Task WaitAsync(DemoStage stage, string mark, int count, CancellationToken stop)
    {
        string path = $"/v1/clients/{stage.Progress.Get($"client.{mark}")}/deposits";
        for (int tries = 0; tries < 300; tries++)
        {
            JsonNode deposits = await stage.Desk.GetAsync(path, stop);
            int credited = deposits["items"]!.AsArray()
                .Count(one => one!["state"]!.GetValue<string>() == "credited");
            if (credited >= count) return;
            await Task.Delay(TimeSpan.FromMilliseconds(200), stop);
        }

        throw new DemoStoppedException($"{path}: the deposits are not credited after a minute");
    }
}
