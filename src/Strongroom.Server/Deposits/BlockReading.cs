using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Server.Chains.Ethereum;
using Strongroom.Server.Intents;

namespace Strongroom.Server.Deposits;

/// <summary>
/// Everything that one block moved in registered assets: ether by transactions and by calls inside them (from
/// the traces, so that a failed call counts for nothing), tokens by Transfer logs.
/// </summary>
internal static class BlockReading
{
    /// <summary>Null when the nodes do not agree, or the block is not the one asked for any more.</summary>
    internal static async Task<List<SeenTransfer>?> ReadAsync(
        EthereumNodes nodes, NodeBlock<Hash32> block, ChainId chain, RegistryCopy registry,
        CancellationToken stop)
    {
        List<SeenTransfer> seen = [];
        if (block.Transactions.Count == 0) return seen;
        bool isEvm = chain.TryGetEip155(out ulong number);
        Invariant.Holds(isEvm);
        if (!(await nodes.TracesAsync(block.Hash, stop)).TryGet(out NodeTrace[]? traces, out _)) return null;
        AddEther(traces, AssetId.Ether(number), seen);
        LogFilter filter =
            new(block.Number, block.Number, TokensOf(chain, registry), [[Erc20TransferLog.Topic]]);
        if (filter.Contracts.Count == 0) return seen;
        if (!(await nodes.LogsAsync(filter, stop)).TryGet(out NodeLog[]? logs, out _)) return null;
        foreach (NodeLog log in logs)
        {
            // Read by height: a reorganisation between the two calls shows here.
            if (log.BlockHash != block.Hash) return null;
            if (!Erc20TransferLog.TryParse(log.ToLog(), out Erc20TransferLog? transfer, out _)) continue;
            if (transfer.Amount.IsZero) continue;
            seen.Add(new SeenTransfer(
                log.TransactionHash, SeenTransfer.Log, (long)log.LogIndex, transfer.From, transfer.To,
                AssetId.Erc20(number, transfer.Token), transfer.Amount));
        }

        return seen;
    }

    private static void AddEther(NodeTrace[] traces, AssetId ether, List<SeenTransfer> seen)
    {
        foreach (NodeTrace trace in traces)
        {
            NodeCallFrame top = trace.Result;
            if (top.Error is not null) continue;
            if (top is { Type: "CALL", To: { } to, Value: { IsZero: false } value })
            {
                seen.Add(new SeenTransfer(
                    trace.TxHash, SeenTransfer.Call, 0, top.From, to, ether, new Amount(value)));
            }

            foreach (InternalTransfer inner in InternalTransfer.Find(trace))
            {
                seen.Add(new SeenTransfer(
                    trace.TxHash, SeenTransfer.Call, inner.Index + 1, inner.From, inner.To, ether,
                    inner.Amount));
            }
        }
    }

    private static List<EthereumAddress> TokensOf(ChainId chain, RegistryCopy registry)
    {
        List<EthereumAddress> tokens = [];
        foreach (string text in registry.Assets)
        {
            bool isToken = AssetId.TryParse(text, out AssetId? asset, out _) && asset.Chain == chain;
            if (isToken && asset!.TryGetErc20(out EthereumAddress token)) tokens.Add(token);
        }

        return tokens;
    }
}
