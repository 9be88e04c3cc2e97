using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>The texts of <see cref="KeyAlgorithm"/> and <see cref="KeyClass"/>.</summary>
public static class RosterTexts
{
    private static readonly string[] Algorithms = ["ed25519", "p256", "webauthn"];
    private static readonly string[] Classes = ["station", "independent", "service", "attestor"];

    public static string ToText(this KeyAlgorithm algorithm) => Algorithms[(int)algorithm];

    public static string ToText(this KeyClass keyClass) => Classes[(int)keyClass];

    public static bool TryParse(
        string text, out KeyAlgorithm algorithm, [NotNullWhen(false)] out Refusal? refusal)
    {
        int index = Array.IndexOf(Algorithms, text);
        algorithm = (KeyAlgorithm)Math.Max(0, index);
        refusal = index < 0 ? JsonRefusals.MalformedValue("algorithm", string.Join(", ", Algorithms)) : null;
        return index >= 0;
    }

    public static bool TryParse(string text, out KeyClass keyClass, [NotNullWhen(false)] out Refusal? refusal)
    {
        int index = Array.IndexOf(Classes, text);
        keyClass = (KeyClass)Math.Max(0, index);
        refusal = index < 0 ? JsonRefusals.MalformedValue("class", string.Join(", ", Classes)) : null;
        return index >= 0;
    }
}
