using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>The texts of <see cref="Temperature"/>.</summary>
public static class Temperatures
{
    public static string ToText(this Temperature temperature) => temperature == Temperature.Hot ? "hot" : "cold";

    public static bool TryParse(
        string text, out Temperature temperature, [NotNullWhen(false)] out Refusal? refusal)
    {
        temperature = text == "cold" ? Temperature.Cold : Temperature.Hot;
        refusal = text is "hot" or "cold" ? null : JsonRefusals.MalformedValue(null, "hot or cold");
        return refusal is null;
    }
}
