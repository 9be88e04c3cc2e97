using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Audit;

namespace Strongroom.Cli.Recovery;

/// <summary>What plan and sweep both ask for: the descriptors, whose they are, and the nodes.</summary>
internal sealed class RecoveryOptions
{
    internal Option<string> Descriptors { get; } =
        new("--descriptors") { Description = "the descriptor file", Required = true };

    internal Option<string> Journal { get; } =
        new("--log-key") { Description = "the verifier key (vkey) of the Signer's journal", Required = true };

    internal Option<string[]> Nodes { get; } = new("--rpc")
    {
        Description = "an Ethereum node (JSON-RPC); one for each chain", Required = true,
    };

    internal void AddTo(Command command)
    {
        command.Options.Add(Descriptors);
        command.Options.Add(Journal);
        command.Options.Add(Nodes);
    }

    internal bool TryGetKey(
        ParseResult parsed,
        [NotNullWhen(true)] out NoteKey? key, [NotNullWhen(false)] out Refusal? refusal) =>
        NoteKey.TryParse(parsed.GetValue(Journal)!, out key, out refusal);

    /// <summary>The nodes by the chain that each says it serves; the caller disposes them.</summary>
    internal async Task<Refusal?> OpenNodesAsync(
        ParseResult parsed, Dictionary<string, RecoveryNode> nodes, CancellationToken stop)
    {
        foreach (string address in parsed.GetValue(Nodes)!)
        {
            (RecoveryNode? node, Refusal? refusal) = await RecoveryNode.OpenAsync(address, stop);
            if (node is null) return refusal;
            if (!nodes.TryAdd($"{node.Chain}", node)) node.Dispose();
        }

        return null;
    }
}
