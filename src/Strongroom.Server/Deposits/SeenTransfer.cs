using Strongroom.Assets;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Server.Deposits;

/// <summary>
/// Something of value that arrived at an address in a block: by the transaction itself or one of its calls
/// (part "call"), or by a token's Transfer log (part "log").
/// </summary>
internal sealed record SeenTransfer(
    Hash32 TxHash, string Part, long Position, EthereumAddress From, EthereumAddress To, AssetId Asset,
    Amount Amount)
{
    internal const string Call = "call";
    internal const string Log = "log";
}
