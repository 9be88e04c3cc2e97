using System.Text.Json;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Signer.Intents;

namespace Strongroom.Signer.Withdrawals;

/// <summary>
/// A signed transaction and the receipt of the leaf that was written before it was signed; or, for an account
/// of a cold Signer, the receipt alone until the signature was carried back.
/// </summary>
internal sealed record SignatureAnswer(SignedTransaction? Made, Receipt Receipt) : IAnswer
{
    /// <summary>The signed transaction of an answer that waits for nobody.</summary>
    internal SignedTransaction Signed =>
        Made ?? throw new InvariantException("the signature is not there yet");

    /// <summary>The origin of the cold Signer that the movement waits for.</summary>
    internal string? WaitsFor { get; init; }

    internal ulong Nonce { get; init; } = Made?.Transaction.Nonce ?? 0;

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (WaitsFor is not null) json.WriteString("cold"u8, WaitsFor);
        if (Made is not null)
        {
            json.WriteString("signed"u8, "0x" + Convert.ToHexStringLower(Made.Raw.Span));
            json.WriteString("hash"u8, Made.Hash.ToString());
        }

        json.WriteNumber("nonce"u8, Nonce);
        json.WriteNumber("index"u8, Receipt.Proof.Index);
        json.WritePropertyName("receipt"u8);
        Receipt.Write(json);
        json.WriteEndObject();
    }
}
