using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>
/// Several nodes of one chain, asked together about what matters: the hash at a height, receipts, balances,
/// nonces, traces. Every node that answers must give the same answer and at least <paramref
/// name="agreeingMin"/> must; else the answer is refused, never guessed. Reads name a height, so that a node
/// one block behind does not differ.
/// </summary>
internal sealed class EthereumNodes(IReadOnlyList<EthereumNode> nodes, int agreeingMin) : IDisposable
{
    internal const int NodeCountMax = 16;

    /// <summary>The nodes at these endpoints; each must be of the chain named.</summary>
    internal static async Task<NodeAnswer<EthereumNodes>> ConnectAsync(
        IReadOnlyList<Uri> endpoints,
        int agreeingMin,
        ulong chainNumber,
        TimeProvider time,
        CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(endpoints.Count, NodeCountMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(agreeingMin, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(agreeingMin, endpoints.Count);
        EthereumNode[] all = [.. endpoints.Select(endpoint => new EthereumNode(endpoint, time))];
        EthereumNodes nodes = new(all, agreeingMin);
        NodeAnswer<ulong> answer = await nodes.AgreeAsync(
            node => node.ChainNumberAsync(cancellation), EthereumJson.Default.UInt64);
        if (answer.TryGet(out ulong found, out Refusal? refusal) && found != chainNumber)
            refusal = Divergent();
        if (refusal is null) return NodeAnswer<EthereumNodes>.Of(nodes);
        nodes.Dispose();
        return NodeAnswer<EthereumNodes>.Refused(refusal);
    }

    /// <summary>The first node: for what need not be compared, such as estimates and fees.</summary>
    internal EthereumNode First => nodes[0];

    /// <summary>The height that at least the required number of nodes has reached.</summary>
    internal async Task<NodeAnswer<ulong>> HeightAsync(CancellationToken cancellation)
    {
        List<ulong> heights = await AskAsync(node => node.HeightAsync(cancellation));
        if (heights.Count < agreeingMin) return NodeAnswer<ulong>.Refused(TooFew());
        heights.Sort();
        return NodeAnswer<ulong>.Of(heights[^agreeingMin]);
    }

    internal Task<NodeAnswer<NodeBlock<Hash32>?>> BlockAsync(ulong height, CancellationToken cancellation) =>
        AgreeAsync(
            node => node.BlockAsync(BlockReference.At(height), cancellation),
            EthereumJson.Default.BlockOfHashes!);

    internal Task<NodeAnswer<NodeBlock<NodeTransaction>?>> FullBlockAsync(
        ulong height, CancellationToken cancellation) => AgreeAsync(
            node => node.FullBlockAsync(BlockReference.At(height), cancellation),
            EthereumJson.Default.BlockOfTransactions!);

    internal Task<NodeAnswer<NodeReceipt?>> ReceiptAsync(Hash32 hash, CancellationToken cancellation) =>
        AgreeAsync(node => node.ReceiptAsync(hash, cancellation), EthereumJson.Default.NodeReceipt!);

    internal Task<NodeAnswer<NodeLog[]>> LogsAsync(LogFilter filter, CancellationToken cancellation) =>
        AgreeAsync(node => node.LogsAsync(filter, cancellation), EthereumJson.Default.NodeLogArray);

    internal Task<NodeAnswer<NodeTrace[]>> TracesAsync(Hash32 blockHash, CancellationToken cancellation) =>
        AgreeAsync(node => node.TracesAsync(blockHash, cancellation), EthereumJson.Default.NodeTraceArray);

    internal Task<NodeAnswer<ulong>> TransactionCountAsync(
        EthereumAddress account, ulong height, CancellationToken cancellation) => AgreeAsync(
            node => node.TransactionCountAsync(account, BlockReference.At(height), cancellation),
            EthereumJson.Default.UInt64);

    internal Task<NodeAnswer<byte[]>> CodeAsync(
        EthereumAddress account, ulong height, CancellationToken cancellation) => AgreeAsync(
            node => node.CodeAsync(account, BlockReference.At(height), cancellation),
            EthereumJson.Default.ByteArray);

    internal async Task<NodeAnswer<Amount>> BalanceAsync(
        EthereumAddress account, ulong height, CancellationToken cancellation)
    {
        NodeAnswer<UInt256> answer = await AgreeAsync(
            async node => (await node.BalanceAsync(
                account, BlockReference.At(height), cancellation)).BaseUnits,
            EthereumJson.Default.UInt256);
        return answer.TryGet(out UInt256 wei, out Refusal? refusal)
            ? NodeAnswer<Amount>.Of(new Amount(wei))
            : NodeAnswer<Amount>.Refused(refusal);
    }

    internal async Task<NodeAnswer<Amount>> TokenBalanceAsync(
        EthereumAddress token, EthereumAddress account, ulong height, CancellationToken cancellation)
    {
        NodeCall call = new(null, token, UInt256.Zero, Erc20Call.EncodeBalanceOf(account));
        NodeAnswer<byte[]> answer = await AgreeAsync(
            node => CallAsync(node, call, height, cancellation), EthereumJson.Default.ByteArray);
        if (!answer.TryGet(out byte[]? word, out Refusal? refusal))
            return NodeAnswer<Amount>.Refused(refusal);
        return Erc20Call.TryReadBalance(word, out Amount balance)
            ? NodeAnswer<Amount>.Of(balance)
            : NodeAnswer<Amount>.Refused(ChainAnswer());
    }

    /// <summary>Gives the transaction to every node; null when at least one has it.</summary>
    internal async Task<Refusal?> BroadcastAsync(
        SignedTransaction transaction, CancellationToken cancellation)
    {
        Refusal? refusal = TooFew();
        foreach (Refusal? answer in await AskAsync(node => node.BroadcastAsync(transaction, cancellation)))
        {
            if (answer is null) return null;
            refusal = answer;
        }

        return refusal;
    }

    public void Dispose()
    {
        foreach (EthereumNode node in nodes) node.Dispose();
    }

    // A reverted read gives no bytes, which is no balance.
    private static async Task<byte[]> CallAsync(
        EthereumNode node, NodeCall call, ulong height, CancellationToken cancellation)
    {
        NodeAnswer<byte[]> answer = await node.CallAsync(call, BlockReference.At(height), cancellation);
        return answer.TryGet(out byte[]? bytes, out _) ? bytes : [];
    }

    private async Task<NodeAnswer<T>> AgreeAsync<T>(Func<EthereumNode, Task<T>> ask, JsonTypeInfo<T> type)
    {
        List<T> answers = await AskAsync(ask);
        if (answers.Count < agreeingMin) return NodeAnswer<T>.Refused(TooFew());
        byte[] first = JsonSerializer.SerializeToUtf8Bytes(answers[0], type);
        foreach (T answer in answers)
        {
            if (!first.AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(answer, type)))
                return NodeAnswer<T>.Refused(Divergent());
        }

        return NodeAnswer<T>.Of(answers[0]);
    }

    private async Task<List<T>> AskAsync<T>(Func<EthereumNode, Task<T>> ask)
    {
        Task<(bool IsGiven, T? Value)>[] asked = [.. nodes.Select(node => TryAskAsync(node, ask))];
        List<T> answers = [];
        foreach ((bool isGiven, T? value) in await Task.WhenAll(asked))
        {
            if (isGiven) answers.Add(value!);
        }

        return answers;
    }

    private static async Task<(bool IsGiven, T? Value)> TryAskAsync<T>(
        EthereumNode node, Func<EthereumNode, Task<T>> ask)
    {
        try
        {
            return (true, await ask(node));
        }
        catch (EthereumNodeException)
        {
            return (false, default);
        }
    }

    private static Refusal Divergent() => new(
        ChainRefusal.NodeDivergent, "The nodes of this chain do not agree.", null,
        "the same answer from every node");

    private static Refusal TooFew() => new(
        ChainRefusal.NodeTooFew, "Too few nodes of this chain answer.", null,
        "an answer from the required number");

    private static Refusal ChainAnswer() => new(
        ChainRefusal.AbiMalformed, "The token does not answer with a balance.", "asset",
        "one word of 32 bytes");
}
