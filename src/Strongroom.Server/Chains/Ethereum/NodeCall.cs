using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>A call to try without a transaction.</summary>
internal sealed record NodeCall(EthereumAddress? From, EthereumAddress To, UInt256 Value, byte[] CallData)
{
    internal static NodeCall Of(EthereumAddress from, TransferCall transfer) =>
        new(from, transfer.To, transfer.Value, transfer.EncodeCallData());

    internal JsonObject ToJson()
    {
        JsonObject json = new()
        {
            ["to"] = To.ToString(),
            ["value"] = Value.ToHexQuantity(),
            ["data"] = HexText.Format(CallData),
        };
        if (From is { } from) json["from"] = from.ToString();
        return json;
    }
}
