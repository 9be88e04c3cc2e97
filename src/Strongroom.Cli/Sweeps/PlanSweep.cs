using System.CommandLine;
using Strongroom.Cli.Http;
using Strongroom.Intents;
using Strongroom.Sweeps;

namespace Strongroom.Cli.Sweeps;

/// <summary>
/// <c>sweep plan --root R --signer unix:PATH --node URL… --out FILE</c>: the next bundle that brings
/// everything out of a root. Said again after each bundle, until nothing but dust is left.
/// </summary>
internal static class PlanSweep
{
    internal static Command Build()
    {
        Option<string> root = new("--root") { Description = "the root to leave", Required = true };
        Option<string> output = new("--out") { Description = "a new file for the bundle", Required = true };
        Option<string[]> gas = new("--gas-account") { Description = "a house account that pays for gas" };
        Option<string[]> nodes = SweepChains.Option();
        Option<bool> json = Answer.JsonOption();
        Command command = new("plan", "Plan how everything leaves the accounts of a root");
        foreach (Option option in (Option[])[root, output, gas, nodes, json]) command.Options.Add(option);
        command.Options.Add(SignerDoor.AddressOption());
        command.Options.Add(SignerDoor.PinOption());
        command.SetAction((parsed, stop) => Answer.RunAsync(async () =>
        {
            bool isJson = parsed.GetValue(json);
            if (!Digest.TryParse(parsed.GetValue(root), out Digest name, out Refusal? refusal))
                return Answer.Refuse(refusal with { Field = "--root" }, isJson);
            if (!SignerDoor.TryOpen(parsed, out SignerDoor? door, out refusal))
                return Answer.Refuse(refusal, isJson, Answer.NotTried);
            using SignerDoor signer = door;
            (SweepChains? chains, refusal) = await SweepChains.OpenAsync(parsed.GetValue(nodes)!, stop);
            if (chains is null) return Answer.Refuse(refusal!, isJson, Answer.NotTried);
            using SweepChains open = chains;
            SweepSource source = new(signer, open);
            IReadOnlyList<SweptAccount> accounts = await source.AccountsAsync(name, stop);
            SweepTerms terms = new(
                await source.InstitutionAsync(stop), name, Timestamp.From(TimeProvider.System.GetUtcNow()))
            {
                FeePerGas = await source.FeesAsync(accounts, stop),
                GasSources = await source.GasAsync(accounts, parsed.GetValue(gas) ?? [], stop),
                NewId = () => Uuid7.From(NewId.Create()),
            };
            if (!SweepPlan.TryMake(accounts, terms, out SweepBundle? bundle, out refusal))
                return Answer.Refuse(refusal, isJson);
            Answer.WriteOutput(bundle.ToBytes(), parsed.GetValue(output));
            SweepText.Show(bundle, isJson);
            return Answer.Done;
        }));
        return command;
    }
}
