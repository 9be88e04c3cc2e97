using System.Text.Json;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Withdrawals;

namespace Strongroom.Signer.Intents;

/// <summary>Where a registered intent stands, with the receipt of the leaf that says so.</summary>
internal sealed record RegistrationAnswer(IntentRecord Intent, Receipt Receipt) : IAnswer
{
    /// <summary>The effect as the leaf records it; null before it took effect.</summary>
    internal CanonicalObject? Effect { get; init; }

    internal SignatureAnswer? Signature { get; init; }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("digest"u8, Intent.Digest.ToString());
        json.WriteString("state"u8, StateName.Of(Intent.State));
        json.WriteNumber("index"u8, Receipt.Proof.Index);
        json.WriteString("rule"u8, Intent.Rule.ToString());
        json.WriteString("notBefore"u8, Intent.NotBefore.ToString());
        if (Effect is not null)
        {
            json.WritePropertyName("effect"u8);
            json.WriteRawValue(Effect.ToBytes(), skipInputValidation: true);
        }

        json.WritePropertyName("receipt"u8);
        Receipt.Write(json);
        if (Signature is not null)
        {
            json.WritePropertyName("signature"u8);
            Signature.Write(json);
        }

        json.WriteEndObject();
    }
}
