using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace Strongroom.Roster;

/// <summary>
/// What the browser says: CollectedClientData, WebAuthn Level 3 section 5.8.1. The bytes are the client's
/// own,
/// so not canonical JSON, and clients may add members; but a name that stands twice is refused at every
/// level,
/// because two readers could see two values.
/// </summary>
public sealed record ClientClaims(
    string Type, string Challenge, string Origin, bool IsCrossOrigin, string? TopOrigin)
{
    public const int BytesMax = 2048;

    private static readonly JsonDocumentOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = 8,
    };

    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out ClientClaims? claims,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        claims = null;
        if (bytes.Length <= BytesMax && Utf8.IsValid(bytes.Span))
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(bytes, Strict);
                claims = Read(document.RootElement);
            }
            catch (Exception problem) when (problem is JsonException or InvalidOperationException)
            {
                // The JSON reader's way to say malformed, a name twice, or half a surrogate pair.
                claims = null;
            }
        }

        refusal = claims is null ? WebAuthnRefusals.MalformedClientJson() : null;
        return claims is not null;
    }

    private static ClientClaims? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return null;
        if (!TryText(root, "type", out string? type)) return null;
        if (!TryText(root, "challenge", out string? challenge)) return null;
        if (!TryText(root, "origin", out string? origin)) return null;
        bool isCrossOrigin = false;
        if (root.TryGetProperty("crossOrigin", out JsonElement cross))
        {
            if (cross.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return null;
            isCrossOrigin = cross.GetBoolean();
        }

        bool hasTop = root.TryGetProperty("topOrigin", out _);
        string? topOrigin = null;
        if (hasTop && !TryText(root, "topOrigin", out topOrigin)) return null;
        return new ClientClaims(type, challenge, origin, isCrossOrigin, topOrigin);
    }

    private static bool TryText(JsonElement root, string name, [NotNullWhen(true)] out string? text)
    {
        bool isText = root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String;
        text = isText ? value.GetString() : null;
        return text is not null;
    }
}
