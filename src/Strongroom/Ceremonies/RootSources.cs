using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Ceremonies;

/// <summary>The texts of <see cref="RootSource"/>.</summary>
public static class RootSources
{
    private static readonly string[] Texts = ["keystore", "shares", "words"];

    public static string ToText(this RootSource source) => Texts[(int)source];

    public static bool TryParse(
        string text, out RootSource source, [NotNullWhen(false)] out Refusal? refusal)
    {
        int index = Array.IndexOf(Texts, text);
        source = (RootSource)Math.Max(0, index);
        refusal = index < 0 ? JsonRefusals.MalformedValue("source", string.Join(", ", Texts)) : null;
        return index >= 0;
    }
}
