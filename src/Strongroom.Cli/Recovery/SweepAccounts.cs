using System.CommandLine;
using Strongroom.Audit;
using Strongroom.Intents;

namespace Strongroom.Cli.Recovery;

/// <summary>
/// <c>recover sweep … --share FILE --key FILE … (--to OWNER=ADDRESS … | --to-all ADDRESS) --out FOLDER</c>:
/// rebuilds the root and moves everything; the same command goes on with a sweep that was interrupted.
/// </summary>
internal static class SweepAccounts
{
    private const int WaitSecondsDefault = 1800;

    internal static Command Build()
    {
        RecoveryOptions options = new();
        Option<string[]> shares = new("--share") { Description = "a share file; else words are typed" };
        Option<string[]> keys = new("--key") { Description = "the custodian's key file for each share" };
        Option<string[]> to = new("--to") { Description = "OWNER=ADDRESS: where that owner's assets go" };
        Option<string?> toAll = new("--to-all") { Description = "where goes what --to does not name" };
        Option<string?> gas = new("--gas-account") { Description = "the account that pays for others' gas" };
        Option<string> output = new("--out") { Description = "the recovery's folder", Required = true };
        Option<int> wait = new("--wait-seconds")
        {
            Description = "how long to wait for a transaction", DefaultValueFactory = _ => WaitSecondsDefault,
        };
        Command command = new("sweep", "Rebuild the root from shares and move everything to safe addresses");
        options.AddTo(command);
        foreach (Option option in (Option[])[shares, keys, to, toAll, gas, output, wait])
            command.Options.Add(option);
        command.SetAction((parsed, stop) => Answer.RunAsync(async () =>
        {
            if (!options.TryGetKey(parsed, out NoteKey? journal, out Refusal? refusal)
                || !Destinations.TryParse(
                    parsed.GetValue(to) ?? [], parsed.GetValue(toAll), out Destinations? destinations,
                    out refusal)
                || !TryParse(parsed.GetValue(gas), out AccountId? gasAccount, out refusal))
                return Answer.Refuse(refusal, isJson: false);
            if (!GatherShares.TryRun(
                parsed.GetValue(shares) ?? [], parsed.GetValue(keys) ?? [], out RebuiltRoot? rebuilt,
                out refusal))
                return Answer.Refuse(refusal, isJson: false);
            using RebuiltRoot root = rebuilt;
            Console.Out.WriteLine($"root  {root.Name}");
            using SweepRun run = new(root, journal, destinations)
            {
                Descriptors = parsed.GetValue(options.Descriptors)!, GasAccount = gasAccount,
                Output = parsed.GetValue(output)!, TimeMax = TimeSpan.FromSeconds(parsed.GetValue(wait)),
            };
            refusal = await options.OpenNodesAsync(parsed, run.Nodes, stop) ?? run.Check();
            if (refusal is not null) return Answer.Refuse(refusal, isJson: false);
            return await run.SweepAsync(stop);
        }));
        return command;
    }

    private static bool TryParse(
        string? text, out AccountId? account,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Refusal? refusal)
    {
        account = null;
        refusal = null;
        if (text is null) return true;
        bool isId = AccountId.TryParse(text, out AccountId parsed, out refusal);
        if (isId) account = parsed;
        else refusal = refusal! with { Field = "--gas-account" };
        return isId;
    }
}
