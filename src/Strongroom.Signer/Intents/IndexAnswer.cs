using System.Text.Json;

namespace Strongroom.Signer.Intents;

/// <summary>
/// POST /v1/statements: the leaf that took the statements up, the last one where there are several.
/// </summary>
internal sealed record IndexAnswer(ulong Index) : IAnswer
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, Index);
        json.WriteEndObject();
    }
}
