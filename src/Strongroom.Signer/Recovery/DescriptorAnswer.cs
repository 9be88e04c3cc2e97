using System.Text.Json;
using Strongroom.Signer.Intents;

namespace Strongroom.Signer.Recovery;

/// <summary>One line of a descriptor file, exactly as it was signed and recorded.</summary>
internal sealed record DescriptorAnswer(ReadOnlyMemory<byte> Line) : IAnswer
{
    public void Write(Utf8JsonWriter json) => json.WriteRawValue(Line.Span, skipInputValidation: true);
}
