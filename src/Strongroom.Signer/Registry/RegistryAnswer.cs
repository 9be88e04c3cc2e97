using System.Text.Json;
using Strongroom.Intents;
using Strongroom.Signer.Intents;

namespace Strongroom.Signer.Registry;

/// <summary>GET /v1/registry: what the Signer goes by, canonical.</summary>
internal sealed record RegistryAnswer(CanonicalObject Content) : IAnswer
{
    public void Write(Utf8JsonWriter json) => json.WriteRawValue(Content.ToBytes(), skipInputValidation: true);
}
