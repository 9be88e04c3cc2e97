using System.CommandLine;
using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Cli.Http;
using Strongroom.Intents;
using Strongroom.Sweeps;

namespace Strongroom.Cli.Sweeps;

/// <summary>
/// <c>sweep verify FILE… --signer unix:PATH --node URL…</c>: the accounts of the root hold nothing but dust,
/// and what the bundles moved is where they said. For the receivers it counts what is there now.
/// </summary>
internal static class VerifySweep
{
    internal static Command Build()
    {
        Argument<string[]> files = new("files") { Description = "the bundles of one sweep" };
        Option<string[]> nodes = SweepChains.Option();
        Option<bool> json = Answer.JsonOption();
        Command command = new("verify", "Check that nothing but dust was left behind");
        command.Arguments.Add(files);
        command.Options.Add(nodes);
        command.Options.Add(json);
        command.Options.Add(SignerDoor.AddressOption());
        command.Options.Add(SignerDoor.PinOption());
        command.SetAction((parsed, stop) => Answer.RunAsync(async () =>
        {
            bool isJson = parsed.GetValue(json);
            List<SweepBundle> bundles = [];
            Refusal? refusal;
            foreach (string path in parsed.GetValue(files)!)
            {
                if (!SweepFile.TryRead(path, out SweepBundle? bundle, out refusal))
                    return Answer.Refuse(refusal, isJson);
                bundles.Add(bundle);
            }

            if (bundles.Count == 0 || bundles.Any(one => one.Root != bundles[0].Root))
                return Answer.Fail("give the bundles of one root");
            if (!SignerDoor.TryOpen(parsed, out SignerDoor? door, out refusal))
                return Answer.Refuse(refusal, isJson, Answer.NotTried);
            using SignerDoor signer = door;
            (SweepChains? chains, refusal) = await SweepChains.OpenAsync(parsed.GetValue(nodes)!, stop);
            if (chains is null) return Answer.Refuse(refusal!, isJson, Answer.NotTried);
            using SweepChains open = chains;
            List<string> faults = await LeftAsync(new SweepSource(signer, open), bundles[0].Root, stop);
            faults.AddRange(await MissingAsync(bundles, open, stop));
            Show(faults, isJson);
            return faults.Count == 0 ? Answer.Done : Answer.Refused;
        }));
        return command;
    }

    /// <summary>Dust is what a transfer would cost more than; tokens are never dust.</summary>
    internal static async Task<List<string>> LeftAsync(
        SweepSource source, Digest root, CancellationToken stop)
    {
        IReadOnlyList<SweptAccount> accounts = await source.AccountsAsync(root, stop);
        Dictionary<string, UInt256> fees = await source.FeesAsync(accounts, stop);
        List<string> faults = [];
        foreach (SweptAccount account in accounts)
        {
            Amount dust = new(fees[account.Chain.ToString()] * SweepPlan.TransferGas);
            if (account.Native > dust)
                faults.Add($"{account.Address} still holds {account.Native} base units");
            faults.AddRange(account.Tokens.Select(
                token => $"{account.Address} still holds {token.Amount} of {token.Asset}"));
        }

        return faults;
    }

    private static async Task<List<string>> MissingAsync(
        List<SweepBundle> bundles, SweepChains chains, CancellationToken stop)
    {
        Dictionary<(EthereumAddress To, AssetId Asset), Amount> moved = [];
        foreach (SweepStep step in bundles.SelectMany(bundle => bundle.Steps))
        {
            if (step is { Wave: SweepWave.Move, Intent: Intent.Movement movement })
                moved[(movement.To, movement.Asset)] =
                    moved.GetValueOrDefault((movement.To, movement.Asset)) + movement.Amount;
        }

        List<string> faults = [];
        foreach (((EthereumAddress to, AssetId asset), Amount amount) in moved)
        {
            Amount held = await chains.Need(asset.Chain).BalanceAsync(to, asset, stop);
            if (held < amount) faults.Add($"{to} holds {held} of {asset}, and {amount} went there");
        }

        return faults;
    }

    private static void Show(List<string> faults, bool isJson)
    {
        if (isJson) ApiCall.ShowJson(new JsonObject
        {
            ["swept"] = faults.Count == 0,
            ["faults"] = new JsonArray([.. faults.Select(fault => JsonValue.Create(fault))]),
        });
        else if (faults.Count == 0) Console.Out.WriteLine("swept: nothing but dust is left below the root");
        else foreach (string fault in faults) Console.Out.WriteLine(fault);
    }
}
