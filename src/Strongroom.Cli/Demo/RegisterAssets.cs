using Strongroom.Intents;

namespace Strongroom.Cli.Demo;

/// <summary>
/// The chain with its ether, and the token, by intents that the administrator asks for and two approve.
/// </summary>
internal static class RegisterAssets
{
    private static readonly string[] s_approvers = [DemoPeople.FirstApprover, DemoPeople.SecondApprover];

    internal static async Task RunAsync(DemoStage stage, CancellationToken stop)
    {
        Digest genesis = await stage.GenesisAsync(stop);
        string chain = await stage.Desk.SubmitAsync("register-chain", head => head.Compose(
            IntentKind.ChainRegistration,
            ("chain", DemoTerms.Chain), ("name", "Local Ethereum"), (
                "confirmations", DemoTerms.Confirmations),
            ("native", CanonicalObject.Of(
                ("asset", DemoTerms.Ether), ("decimals", (long)DemoTerms.EtherDecimals), ("symbol", "ETH")))),
                genesis, stop);
        await stage.Desk.DecideAsync(chain, DemoPeople.Administrator, s_approvers, stop);
        string token = await stage.Desk.SubmitAsync("register-token", head => head.Compose(
            IntentKind.AssetRegistration,
            ("asset", stage.TokenAsset), ("decimals", (long)DemoTerms.TokenDecimals), ("name", "Demo Dollar"),
            ("symbol", DemoTerms.TokenSymbol)), genesis, stop);
        await stage.Desk.DecideAsync(token, DemoPeople.Administrator, s_approvers, stop);
        stage.Narrator.Say($"{DemoTerms.Chain} with ETH, and {DemoTerms.TokenSymbol} at {stage.Token}.");
    }
}
