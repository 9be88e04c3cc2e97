using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Server.Chains.Ethereum;

namespace Strongroom.Server.Chains;

/// <summary>
/// What a transfer will need: gas from the node's estimate with a margin, fees from the market.
/// </summary>
internal sealed class FeeEstimate
{
    /// <summary>What a plain transfer costs, to the unit (yellow paper, G_transaction).</summary>
    private const ulong PlainTransferGas = 21_000;

    // A token the account does not hold yet cannot be estimated: its transfer would revert.
    private const ulong TokenTransferGas = 120_000;
    private const ulong MarginPercent = 125;

    // A cap holds for fee bumps too: it leaves room for a base fee that doubles twice.
    private const ulong CapFactor = 4;

    private readonly ChainNodes _nodes;

    public FeeEstimate(ChainNodes nodes) => _nodes = nodes;

    /// <summary>A fee cap for an intent, when the caller names none.</summary>
    internal async Task<(Amount Cap, Refusal? Refusal)> CapAsync(
        EthereumAddress from, TransferCall call, CancellationToken stop)
    {
        try
        {
            (ulong gas, FeeMarket market, Refusal? refusal) = await MeasureAsync(from, call, stop);
            UInt256 perGas = market.BaseFeePerGas + market.PriorityFeePerGas;
            return refusal is null ? (new Amount(perGas * gas * CapFactor), null) : (default, refusal);
        }
        catch (EthereumNodeException)
        {
            return (default, new Refusal(
                ChainsRefusal.NodeUnreachable, "No node answers, so the fee is not known.", "feeMax",
                "a named cap"));
        }
    }

    internal async Task<(ulong Gas, FeeMarket Market, Refusal? Refusal)> MeasureAsync(
        EthereumAddress from, TransferCall call, CancellationToken stop)
    {
        FeeMarket none = new(UInt256.Zero, UInt256.Zero);
        NodeAnswer<EthereumNodes> connected = await _nodes.ConnectAsync(call.Asset.Chain.ToString(), stop);
        if (!connected.TryGet(out EthereumNodes? nodes, out Refusal? refusal)) return (0, none, refusal);
        FeeMarket market = await nodes.First.FeeMarketAsync(stop);
        NodeAnswer<ulong> estimate = await EstimateAsync(nodes, NodeCall.Of(from, call), stop);
        if (!estimate.TryGet(out ulong gas, out _))
            return (call.Asset.IsNative ? PlainTransferGas : TokenTransferGas, market, null);
        return (gas == PlainTransferGas ? gas : gas * MarginPercent / 100, market, null);
    }

    // A node that cannot estimate (no balance yet, a reverting call) answers an error: then the default
    // holds.
    private static async Task<NodeAnswer<ulong>> EstimateAsync(
        EthereumNodes nodes, NodeCall call, CancellationToken stop)
    {
        try
        {
            return await nodes.First.EstimateGasAsync(call, stop);
        }
        catch (EthereumNodeException problem) when (problem.Error is not null)
        {
            return NodeAnswer<ulong>.Refused(new Refusal(ChainsRefusal.NodeUnreachable, "No estimate."));
        }
    }
}
