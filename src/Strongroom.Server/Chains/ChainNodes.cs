using System.Collections.Concurrent;
using Strongroom.Chains;
using Strongroom.Server.Chains.Ethereum;

namespace Strongroom.Server.Chains;

/// <summary>
/// The nodes of every configured chain, connected when they are first needed; a majority must agree.
/// </summary>
internal sealed class ChainNodes : IDisposable
{
    private readonly IReadOnlyDictionary<string, ChainConfig> _configs;
    private readonly ConcurrentDictionary<string, EthereumNodes> _connected = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;

    public ChainNodes(IEnumerable<ChainConfig> configs, TimeProvider clock)
    {
        _configs = configs.ToDictionary(config => config.Chain, StringComparer.Ordinal);
        _clock = clock;
    }

    internal IEnumerable<string> Chains => _configs.Keys;

    internal async Task<NodeAnswer<EthereumNodes>> ConnectAsync(string chain, CancellationToken stop)
    {
        if (_connected.TryGetValue(chain, out EthereumNodes? known))
            return NodeAnswer<EthereumNodes>.Of(known);
        if (!_configs.TryGetValue(chain, out ChainConfig? config)
            || !ChainId.TryParse(chain, out ChainId? id, out _)
            || !id.TryGetEip155(out ulong number))
        {
            return NodeAnswer<EthereumNodes>.Refused(new Refusal(
                ChainsRefusal.NotConfigured, "This Server has no nodes for the chain.", "chain",
                "a configured chain"));
        }

        int agreeingMin = (config.RpcUrls.Count / 2) + 1;
        NodeAnswer<EthereumNodes> answer =
            await EthereumNodes.ConnectAsync(config.RpcUrls, agreeingMin, number, _clock, stop);
        if (!answer.TryGet(out EthereumNodes? nodes, out _)) return answer;
        EthereumNodes kept = _connected.GetOrAdd(chain, nodes);
        if (!ReferenceEquals(kept, nodes)) nodes.Dispose();
        return NodeAnswer<EthereumNodes>.Of(kept);
    }

    public void Dispose()
    {
        foreach (EthereumNodes nodes in _connected.Values) nodes.Dispose();
    }
}
