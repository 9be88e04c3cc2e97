using System.Text.Json;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Signer.Intents;

/// <summary>GET /v1/intents/{digest}.</summary>
internal sealed record IntentAnswer(IntentRecord Intent) : IAnswer
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("digest"u8, Intent.Digest.ToString());
        json.WriteString("id"u8, Intent.Id.ToString());
        json.WriteString("kind"u8, Intent.Kind.ToText());
        json.WriteString("state"u8, StateName.Of(Intent.State));
        json.WriteNumber("index"u8, Intent.Index);
        json.WriteString("notBefore"u8, Intent.NotBefore.ToString());
        if (Intent.Nonce is ulong nonce) json.WriteNumber("nonce"u8, nonce);
        json.WriteEndObject();
    }
}
