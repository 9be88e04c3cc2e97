using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Cli.Chains;

namespace Strongroom.Cli.Recovery;

/// <summary>
/// An Ethereum node as a recovery uses it: balances, nonces and prices of the last block, and broadcasts. The
/// node may be anybody's: it can delay a recovery or hide balances, and cannot send assets elsewhere.
/// </summary>
internal sealed class RecoveryNode : IDisposable
{
    private readonly NodeLink link;

    private RecoveryNode(NodeLink link, ChainId chain)
    {
        this.link = link;
        Chain = chain;
    }

    internal ChainId Chain { get; }

    internal static async Task<(RecoveryNode? Node, Refusal? Refusal)> OpenAsync(
        string address, CancellationToken stop)
    {
        if (!NodeLink.TryOpen(address, "--rpc", out NodeLink? link, out Refusal? refusal))
            return (null, refusal);
        string text = await link.TextAsync("eth_chainId", [], stop);
        bool isNumber = UInt256.TryParseHexQuantity(text, out UInt256 number) && number.FitsUInt64;
        return isNumber
            ? (new RecoveryNode(link, ChainId.Eip155((ulong)number)), null)
            : throw NodeLink.Malformed();
    }

    internal async Task<UInt256> BalanceAsync(
        EthereumAddress address, AssetId asset, CancellationToken stop)
    {
        if (asset.IsNative) return await QuantityAsync("eth_getBalance", [$"{address}", "latest"], stop);
        JsonObject call = new()
        {
            ["to"] = asset.Reference, ["data"] = HexText.Format(Erc20Call.EncodeBalanceOf(address)),
        };
        // A contract that reverts or answers otherwise is none from which anything could be taken.
        string? word = await link.TryTextAsync("eth_call", [call, "latest"], stop);
        return HexText.TryParse(word, out byte[]? bytes) && Erc20Call.TryReadBalance(bytes, out Amount held)
            ? held.BaseUnits
            : UInt256.Zero;
    }

    internal async Task<ulong> NonceAsync(EthereumAddress address, CancellationToken stop) =>
        (ulong)await QuantityAsync("eth_getTransactionCount", [$"{address}", "latest"], stop);

    internal async Task<FeeMarket> MarketAsync(CancellationToken stop)
    {
        JsonNode? block = await link.CallAsync("eth_getBlockByNumber", ["latest", false], stop);
        bool isFee = UInt256.TryParseHexQuantity((string?)block?["baseFeePerGas"] ?? "", out UInt256 baseFee);
        if (!isFee) throw NodeLink.Malformed();
        return new FeeMarket(baseFee, await QuantityAsync("eth_maxPriorityFeePerGas", [], stop));
    }

    /// <summary>Null where the call would fail.</summary>
    internal async Task<ulong?> GasAsync(
        EthereumAddress from, EthereumAddress to, UInt256 value, byte[] callData, CancellationToken stop)
    {
        JsonObject call = new()
        {
            ["from"] = $"{from}", ["to"] = $"{to}", ["data"] = HexText.Format(callData),
            ["value"] = value.ToHexQuantity(),
        };
        string? text = await link.TryTextAsync("eth_estimateGas", [call], stop);
        return UInt256.TryParseHexQuantity(text, out UInt256 gas) && gas.FitsUInt64 ? (ulong)gas : null;
    }

    /// <summary>A node that knows the transaction already refuses it; the receipt tells.</summary>
    internal async Task BroadcastAsync(ReadOnlyMemory<byte> raw, CancellationToken stop) =>
        await link.TryTextAsync("eth_sendRawTransaction", [HexText.Format(raw.Span)], stop);

    /// <summary>Null while it is in no block; otherwise whether it did what it says.</summary>
    internal async Task<bool?> OutcomeAsync(Hash32 hash, CancellationToken stop)
    {
        JsonNode? receipt = await link.CallAsync("eth_getTransactionReceipt", [$"{hash}"], stop);
        return receipt is null ? null : (string?)receipt["status"] == "0x1";
    }

    public void Dispose() => link.Dispose();

    private async Task<UInt256> QuantityAsync(string method, JsonArray parameters, CancellationToken stop)
    {
        string text = await link.TextAsync(method, parameters, stop);
        return UInt256.TryParseHexQuantity(text, out UInt256 read) ? read : throw NodeLink.Malformed();
    }
}
