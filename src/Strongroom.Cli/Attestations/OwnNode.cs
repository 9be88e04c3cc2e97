using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Attestations;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Cli.Chains;
using Strongroom.Intents;

namespace Strongroom.Cli.Attestations;

/// <summary>
/// The attestor's own Ethereum node, over JSON-RPC. Everything is read at one block, named by its hash
/// (EIP-1898). What is not an answer ends the command.
/// </summary>
internal sealed class OwnNode : IDisposable
{
    private const string BalanceOf = "0x70a08231";

    private readonly NodeLink link;

    private OwnNode(NodeLink link) => this.link = link;

    /// <summary>Stands for a block where only the form of a claim is looked at.</summary>
    internal static BlockPin NoBlock { get; } = new(0, Hash32.Keccak([]));

    internal static bool TryOpen(
        string address, [NotNullWhen(true)] out OwnNode? node, [NotNullWhen(false)] out Refusal? refusal)
    {
        node = NodeLink.TryOpen(address, "node", out NodeLink? link, out refusal) ? new OwnNode(link) : null;
        return node is not null;
    }

    /// <summary>Refused unless the node serves this very chain.</summary>
    internal async Task<Refusal?> CheckChainAsync(ChainId chain, CancellationToken stop)
    {
        string text = await TextAsync("eth_chainId", [], stop);
        bool isChain = UInt256.TryParseHexQuantity(text, out UInt256 number) && number.FitsUInt64
            && chain.TryGetEip155(out ulong wanted) && (ulong)number == wanted;
        return isChain
            ? null
            : new Refusal(CliRefusal.Node, "the node serves another chain", "node", $"a node of {chain}");
    }

    internal async Task<SeenBlock> LatestAsync(CancellationToken stop)
    {
        JsonNode? block = await link.CallAsync("eth_getBlockByNumber", ["latest", false], stop);
        bool isRead = Hash32.TryParse((string?)block?["hash"] ?? "", out Hash32 hash)
            & UInt256.TryParseHexQuantity((string?)block?["number"] ?? "", out UInt256 number)
            & UInt256.TryParseHexQuantity((string?)block?["timestamp"] ?? "", out UInt256 seconds);
        if (!isRead || seconds > int.MaxValue || number > (ulong)CanonicalJson.IntegerMax) throw Malformed();
        return new SeenBlock(
            new BlockPin((long)(ulong)number, hash),
            Timestamp.From(DateTimeOffset.FromUnixTimeSeconds((long)(ulong)seconds)));
    }

    internal async Task<Amount> BalanceAsync(
        FactSubject.Balance about, SeenBlock block, CancellationToken stop)
    {
        string address = about.Account.Address.ToString();
        if (about.Asset.IsNative)
        {
            string quantity = await TextAsync("eth_getBalance", [address, At(block)], stop);
            return UInt256.TryParseHexQuantity(quantity, out UInt256 wei)
                ? new Amount(wei)
                : throw Malformed();
        }

        JsonObject call = new()
        {
            ["to"] = about.Asset.Reference,
            ["data"] = BalanceOf + address[2..].ToLowerInvariant().PadLeft(2 * UInt256.SizeBytes, '0'),
        };
        string word = await TextAsync("eth_call", [call, At(block)], stop);
        byte[] bytes = new byte[UInt256.SizeBytes];
        return HexText.TryRead(word, bytes) ? new Amount(UInt256.FromBigEndian(bytes)) : throw Malformed();
    }

    internal async Task<Hash32> CodeHashAsync(
        EthereumAddress contract, SeenBlock block, CancellationToken stop)
    {
        string code = await TextAsync("eth_getCode", [contract.ToString(), At(block)], stop);
        byte[] bytes = new byte[Math.Max(0, (code.Length - 2) / 2)];
        return HexText.TryRead(code, bytes) ? Hash32.Keccak(bytes) : throw Malformed();
    }

    public void Dispose() => link.Dispose();

    private static JsonObject At(SeenBlock block) => new() { ["blockHash"] = block.Pin.Hash.ToString() };

    private Task<string> TextAsync(string method, JsonArray parameters, CancellationToken stop) =>
        link.TextAsync(method, parameters, stop);

    private static IOException Malformed() => NodeLink.Malformed();
}
