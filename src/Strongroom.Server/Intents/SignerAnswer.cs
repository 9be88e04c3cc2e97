using System.Text.Json;

namespace Strongroom.Server.Intents;

/// <summary>
/// What the Signer answered: a body, or a refusal with the index of its leaf when it has one.
/// </summary>
internal sealed record SignerAnswer(int Status, JsonElement Body, Refusal? Refusal, long? JournalIndex)
{
    /// <summary>Not a no: the same call may be answered otherwise in a moment.</summary>
    internal bool IsTransient =>
        Status is StatusCodes.Status429TooManyRequests or >= StatusCodes.Status500InternalServerError;

    internal string? Text(string member) =>
        Body.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    internal bool IsTrue(string member) =>
        Body.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    internal long? Number(string member) =>
        Body.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            ? value.GetInt64()
            : null;
}
