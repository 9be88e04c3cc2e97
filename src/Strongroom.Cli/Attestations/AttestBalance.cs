using System.CommandLine;
using Strongroom.Attestations;
using Strongroom.Intents;

namespace Strongroom.Cli.Attestations;

/// <summary>
/// <c>attest balance --account CAIP10 --asset CAIP19 --node URL</c>: read from the attestor's own node.
/// </summary>
internal static class AttestBalance
{
    internal static Command Build()
    {
        AttestOptions options = new();
        Option<string> account = new("--account") { Description = "the address (CAIP-10)", Required = true };
        Option<string> asset = new("--asset") { Description = "the asset (CAIP-19)", Required = true };
        Option<string> node = new("--node")
        {
            Description = "the attestor's own node (JSON-RPC)", Required = true,
        };
        Command command = new("balance", "Sign how much an address holds, as an own node says");
        foreach (Option option in (Option[])[account, asset, node]) command.Options.Add(option);
        options.AddTo(command);
        command.SetAction((parsed, stop) => Answer.RunAsync(async () =>
        {
            CanonicalObject subject = CanonicalObject.Of(
                ("account", parsed.GetValue(account)!), ("asset", parsed.GetValue(asset)!));
            // Read once with a balance of 0, to know that address and asset are well formed before asking.
            CanonicalObject body = AttestOptions.BodyOf(
                subject, CanonicalObject.Of(("baseUnits", "0")), OwnNode.NoBlock);
            if (!FactClaim.TryParse(FactKind.Balance, body, out FactClaim? asked, out Refusal? refusal))
                return Answer.Refuse(refusal, isJson: false);
            FactSubject.Balance about = (FactSubject.Balance)asked.Subject;
            if (!OwnNode.TryOpen(parsed.GetValue(node)!, out OwnNode? opened, out refusal))
                return Answer.Refuse(refusal, isJson: false);
            using OwnNode own = opened;
            if (await own.CheckChainAsync(about.Account.Chain, stop) is { } other)
                return Answer.Refuse(other, isJson: false);
            SeenBlock block = await own.LatestAsync(stop);
            FactValue value = new FactValue.Balance(await own.BalanceAsync(about, block, stop));
            return options.Sign(
                parsed, new FactClaim(about, value, block.Pin), block.SeenAt(AttestOptions.Now()));
        }));
        return command;
    }
}
