using System.CommandLine;
using Strongroom.Attestations;
using Strongroom.Intents;

namespace Strongroom.Cli.Attestations;

/// <summary>
/// <c>attest code-hash --contract CAIP10 --node URL</c>: read from the attestor's own node.
/// </summary>
internal static class AttestCodeHash
{
    internal static Command Build()
    {
        AttestOptions options = new();
        Option<string> contract = new("--contract")
        {
            Description = "the contract (CAIP-10)", Required = true,
        };
        Option<string> node = new("--node")
        {
            Description = "the attestor's own node (JSON-RPC)", Required = true,
        };
        Command command = new("code-hash", "Sign the hash of a contract's code, as an own node says");
        command.Options.Add(contract);
        command.Options.Add(node);
        options.AddTo(command);
        command.SetAction((parsed, stop) => Answer.RunAsync(async () =>
        {
            string address = parsed.GetValue(contract)!;
            if (!ChainAddress.TryParse(address, out ChainAddress? about, out Refusal? refusal))
                return Answer.Refuse(refusal with { Field = "contract" }, isJson: false);
            if (!OwnNode.TryOpen(parsed.GetValue(node)!, out OwnNode? opened, out refusal))
                return Answer.Refuse(refusal, isJson: false);
            using OwnNode own = opened;
            if (await own.CheckChainAsync(about.Chain, stop) is { } other)
                return Answer.Refuse(other, isJson: false);
            SeenBlock block = await own.LatestAsync(stop);
            FactValue value = new FactValue.CodeHash(await own.CodeHashAsync(about.Address, block, stop));
            FactClaim claim = new(new FactSubject.CodeHash(about), value, block.Pin);
            return options.Sign(parsed, claim, block.SeenAt(AttestOptions.Now()));
        }));
        return command;
    }
}
