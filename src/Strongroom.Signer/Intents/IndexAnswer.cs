using System.Text.Json;

namespace Strongroom.Signer.Intents;

/// <summary>
/// POST /v1/statements: the leaf that took the statements up, the last one where there are several, and
/// whether enough witnesses have cosigned it. It is on the disk and counts either way.
/// </summary>
internal sealed record IndexAnswer(ulong Index, bool IsCosigned) : IAnswer
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteBoolean("cosigned"u8, IsCosigned);
        json.WriteNumber("index"u8, Index);
        json.WriteEndObject();
    }
}
