using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Ceremonies;

/// <summary>The texts of <see cref="CeremonyPurpose"/>.</summary>
public static class CeremonyPurposes
{
    private static readonly string[] Texts = 
    [
        "generate-root", "import", "backup", "restore-drill", "rotate", "compromise", "return", "destroy",
        "add-token", "succession",
    ];

    public static string ToText(this CeremonyPurpose purpose) => Texts[(int)purpose];

    public static bool TryParse(
        string text, out CeremonyPurpose purpose, [NotNullWhen(false)] out Refusal? refusal)
    {
        int index = Array.IndexOf(Texts, text);
        purpose = (CeremonyPurpose)Math.Max(0, index);
        refusal = index < 0
            ? new Refusal(
                CeremonyRefusal.UnknownPurpose, "There is no ceremony for this purpose.", "plan.purpose",
                string.Join(", ", Texts))
            : null;
        return index >= 0;
    }
}
