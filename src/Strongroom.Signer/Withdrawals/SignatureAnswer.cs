using System.Text.Json;
using Strongroom.Chains.Ethereum;
using Strongroom.Signer.Intents;

namespace Strongroom.Signer.Withdrawals;

/// <summary>A signed transaction and the receipt of the leaf that was written before it was signed.</summary>
internal sealed record SignatureAnswer(SignedTransaction Signed, Receipt Receipt) : IAnswer
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("signed"u8, "0x" + Convert.ToHexStringLower(Signed.Raw.Span));
        json.WriteString("hash"u8, Signed.Hash.ToString());
        json.WriteNumber("nonce"u8, Signed.Transaction.Nonce);
        json.WriteNumber("index"u8, Receipt.Proof.Index);
        json.WritePropertyName("receipt"u8);
        Receipt.Write(json);
        json.WriteEndObject();
    }
}
