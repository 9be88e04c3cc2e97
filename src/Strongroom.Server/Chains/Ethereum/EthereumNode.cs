using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>
/// One Ethereum node by its JSON-RPC (execution-apis specification; traces as geth's debug namespace gives
/// them). What it says is one untrusted opinion: see <see cref="EthereumNodes"/>. A node that fails is an
/// <see cref="EthereumNodeException"/>; a call that the chain would revert is a refusal.
/// </summary>
internal sealed class EthereumNode(Uri endpoint, TimeProvider time) : IDisposable
{
    private const int FeeHistoryBlocks = 10;

    private readonly JsonRpcConnection _connection = new(endpoint, time);

    internal Task<ulong> ChainNumberAsync(CancellationToken cancellation) =>
        ReadAsync("eth_chainId", [], EthereumJson.Default.UInt64, cancellation);

    internal Task<ulong> HeightAsync(CancellationToken cancellation) =>
        ReadAsync("eth_blockNumber", [], EthereumJson.Default.UInt64, cancellation);

    /// <summary>Null when the chain is not that long.</summary>
    internal Task<NodeBlock<Hash32>?> BlockAsync(BlockReference block, CancellationToken cancellation) =>
        FindAsync(
            "eth_getBlockByNumber", [block.Text, false], EthereumJson.Default.BlockOfHashes, cancellation);

    /// <summary>Null when the node does not know the block.</summary>
    internal Task<NodeBlock<Hash32>?> BlockAsync(Hash32 hash, CancellationToken cancellation) => FindAsync(
        "eth_getBlockByHash", [hash.ToString(), false], EthereumJson.Default.BlockOfHashes, cancellation);

    internal Task<NodeBlock<NodeTransaction>?> FullBlockAsync(
        BlockReference block, CancellationToken cancellation) => FindAsync(
            "eth_getBlockByNumber", [block.Text, true], EthereumJson.Default.BlockOfTransactions,
            cancellation);

    internal async Task<Amount> BalanceAsync(
        EthereumAddress account, BlockReference block, CancellationToken cancellation) => new(await ReadAsync(
            "eth_getBalance", [account.ToString(), block.Text], EthereumJson.Default.UInt256, cancellation));

    /// <summary>The next nonce of the account in that state.</summary>
    internal Task<ulong> TransactionCountAsync(
        EthereumAddress account, BlockReference block, CancellationToken cancellation) => ReadAsync(
            "eth_getTransactionCount", [account.ToString(), block.Text], EthereumJson.Default.UInt64,
            cancellation);

    internal Task<byte[]> CodeAsync(
        EthereumAddress account, BlockReference block, CancellationToken cancellation) => RequireAsync(
            "eth_getCode", [account.ToString(), block.Text], EthereumJson.Default.ByteArray, cancellation);

    internal Task<NodeAnswer<byte[]>> CallAsync(
        NodeCall call, BlockReference block, CancellationToken cancellation) => TryCallAsync(
            () => RequireAsync(
                "eth_call", [call.ToJson(), block.Text], EthereumJson.Default.ByteArray, cancellation));

    internal Task<NodeAnswer<ulong>> EstimateGasAsync(NodeCall call, CancellationToken cancellation) =>
        TryCallAsync(
        () => ReadAsync("eth_estimateGas", [call.ToJson()], EthereumJson.Default.UInt64, cancellation));

    /// <summary>The base fee of the next block and the median priority fee of the last ones.</summary>
    internal async Task<FeeMarket> FeeMarketAsync(CancellationToken cancellation)
    {
        JsonArray parameters = [((UInt256)FeeHistoryBlocks).ToHexQuantity(), "latest", new JsonArray(50)];
        FeeHistory history = await RequireAsync(
            "eth_feeHistory", parameters, EthereumJson.Default.FeeHistory, cancellation);
        if (history.BaseFeePerGas.Count == 0) throw new EthereumNodeException("eth_feeHistory: no base fee");
        List<UInt256> rewards = [];
        foreach (IReadOnlyList<UInt256> block in history.Reward ?? [])
        {
            if (block.Count == 1 && !block[0].IsZero) rewards.Add(block[0]);
        }

        rewards.Sort();
        UInt256 priority = rewards.Count > 0
            ? rewards[rewards.Count / 2]
            : await ReadAsync("eth_maxPriorityFeePerGas", [], EthereumJson.Default.UInt256, cancellation);
        return new FeeMarket(history.BaseFeePerGas[^1], priority);
    }

    /// <summary>The price for the older kinds of transaction.</summary>
    internal Task<UInt256> GasPriceAsync(CancellationToken cancellation) =>
        ReadAsync("eth_gasPrice", [], EthereumJson.Default.UInt256, cancellation);

    /// <summary>Null when the node has it, now or already; else why it does not take it.</summary>
    internal async Task<Refusal?> BroadcastAsync(
        SignedTransaction transaction, CancellationToken cancellation)
    {
        const string method = "eth_sendRawTransaction";
        JsonArray parameters = [HexText.Format(transaction.Raw.Span)];
        try
        {
            Hash32 hash = await _connection.SendAsync(
                method, parameters, EthereumJson.Default.Hash32, cancellation);
            if (hash != transaction.Hash)
                throw new EthereumNodeException($"{method}: another transaction's hash");
            return null;
        }
        catch (EthereumNodeException problem) when (problem.Error is not null)
        {
            // Clients word "already known" and "nonce too low" each in their own way: whether it is there
            // decides.
            if (await TransactionAsync(transaction.Hash, cancellation) is not null) return null;
            return new Refusal(
                ChainRefusal.NodeRejected,
                "The node does not take the transaction.",
                null,
                "a transaction with the account's next nonce, a paid fee and a covered value");
        }
    }

    /// <summary>Null when the node knows no such transaction, pending or mined.</summary>
    internal Task<NodeTransaction?> TransactionAsync(Hash32 hash, CancellationToken cancellation) =>
        FindAsync(
        "eth_getTransactionByHash", [hash.ToString()], EthereumJson.Default.NodeTransaction, cancellation);

    /// <summary>Null while it is not mined.</summary>
    internal Task<NodeReceipt?> ReceiptAsync(Hash32 hash, CancellationToken cancellation) => FindAsync(
        "eth_getTransactionReceipt", [hash.ToString()], EthereumJson.Default.NodeReceipt, cancellation);

    internal Task<NodeLog[]> LogsAsync(LogFilter filter, CancellationToken cancellation) =>
        RequireAsync("eth_getLogs", [filter.ToJson()], EthereumJson.Default.NodeLogArray, cancellation);

    /// <summary>Every call of every transaction of the block, for deposits that contracts make.</summary>
    internal Task<NodeTrace[]> TracesAsync(ulong height, CancellationToken cancellation) => RequireAsync(
        "debug_traceBlockByNumber",
        [BlockReference.At(height).Text, CallTracer()],
        EthereumJson.Default.NodeTraceArray,
        cancellation);

    /// <inheritdoc cref="TracesAsync(ulong, CancellationToken)"/>
    internal Task<NodeTrace[]> TracesAsync(Hash32 blockHash, CancellationToken cancellation) => RequireAsync(
        "debug_traceBlockByHash",
        [blockHash.ToString(), CallTracer()],
        EthereumJson.Default.NodeTraceArray,
        cancellation);

    public void Dispose() => _connection.Dispose();

    private static JsonObject CallTracer() => new() { ["tracer"] = "callTracer" };

    private Task<T?> FindAsync<T>(
        string method, JsonArray parameters, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class => _connection.ReadAsync(method, parameters, type, cancellation);

    private Task<T> ReadAsync<T>(
        string method, JsonArray parameters, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : struct => _connection.ReadAsync(method, parameters, type, cancellation);

    private async Task<T> RequireAsync<T>(
        string method, JsonArray parameters, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class => await _connection.ReadAsync(method, parameters, type, cancellation)
            ?? throw new EthereumNodeException($"{method}: no result");

    private static async Task<NodeAnswer<T>> TryCallAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return NodeAnswer<T>.Of(await ask());
        }
        catch (EthereumNodeException problem) when (problem.Error?.Code == JsonRpcError.Reverted)
        {
            return NodeAnswer<T>.Refused(new Refusal(
                ChainRefusal.CallReverted,
                "The contract rejects this call.",
                null,
                "a call that the contract carries out in the state of now"));
        }
    }
}
