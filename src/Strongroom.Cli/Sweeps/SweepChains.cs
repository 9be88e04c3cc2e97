using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Chains;

namespace Strongroom.Cli.Sweeps;

/// <summary>The nodes of a sweep: one for each chain, given as --node URL once for each.</summary>
internal sealed class SweepChains : IDisposable
{
    private readonly Dictionary<string, SweepNode> byChain = new(StringComparer.Ordinal);

    internal static Option<string[]> Option() => new("--node")
    {
        Description = "a node (JSON-RPC); once for each chain", Required = true,
    };

    internal static async Task<(SweepChains? Chains, Refusal? Refusal)> OpenAsync(
        IEnumerable<string> addresses, CancellationToken stop)
    {
        SweepChains chains = new();
        foreach (string address in addresses)
        {
            if (!SweepNode.TryOpen(address, out SweepNode? node, out Refusal? refusal))
            {
                chains.Dispose();
                return (null, refusal);
            }

            chains.byChain[(await node.ChainAsync(stop)).ToString()] = node;
        }

        return (chains, null);
    }

    internal bool TryGet(ChainId chain, [NotNullWhen(true)] out SweepNode? node) =>
        byChain.TryGetValue(chain.ToString(), out node);

    internal SweepNode Need(ChainId chain) =>
        TryGet(chain, out SweepNode? node)
            ? node
            : throw new IOException($"--node: no node of {chain} was given");

    public void Dispose()
    {
        foreach (SweepNode node in byChain.Values) node.Dispose();
    }
}
