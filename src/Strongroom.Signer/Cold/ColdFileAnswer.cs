using System.Text.Json;
using Strongroom.Cold;
using Strongroom.Signer.Intents;

namespace Strongroom.Signer.Cold;

/// <summary>POST /v1/cold/requests: the file to carry, byte for byte.</summary>
internal sealed record ColdFileAnswer(SignedBody File, ulong Index) : IAnswer
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, Index);
        json.WritePropertyName("request"u8);
        json.WriteRawValue(File.ToBytes(), skipInputValidation: true);
        json.WriteEndObject();
    }
}
