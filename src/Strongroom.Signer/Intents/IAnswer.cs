using System.Text.Json;

namespace Strongroom.Signer.Intents;

/// <summary>What a call comes back with, as docs/formats/signer-api.md writes it.</summary>
internal interface IAnswer
{
    internal void Write(Utf8JsonWriter json);
}
