// docs/formats/receipt.md: {"index","leaf","proof","schema":"strongroom/receipt/v1"}.
using System.Text.Json;
using Strongroom.Audit;

namespace Strongroom.Signer.Intents;

/// <summary>
/// A leaf and the proof that it stands in the journal, under a checkpoint that witnesses cosigned.
/// </summary>
internal sealed record Receipt(ReadOnlyMemory<byte> Leaf, LogProof Proof) : IAnswer
{
    internal const string Schema = "strongroom/receipt/v1";

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, Proof.Index);
        json.WritePropertyName("leaf"u8);
        json.WriteRawValue(Leaf.Span, skipInputValidation: true);
        json.WriteString("proof"u8, Proof.ToString());
        json.WriteString("schema"u8, Schema);
        json.WriteEndObject();
    }
}
