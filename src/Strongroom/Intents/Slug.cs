using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>
/// The form of names that people give: <c>[a-z][a-z0-9-]{0,62}</c> (docs/formats/identifiers.md).
/// </summary>
internal static class Slug
{
    internal const int LengthMax = 63;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    internal static bool TryParse(string text, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isSlug = text.Length is > 0 and <= LengthMax
            && char.IsAsciiLetterLower(text[0])
            && !text.AsSpan().ContainsAnyExcept(Characters);
        refusal = isSlug
            ? null
            : JsonRefusals.MalformedValue(null, $"a lower-case letter, then at most {LengthMax - 1} of a-z 0-9 -");
        return isSlug;
    }
}
