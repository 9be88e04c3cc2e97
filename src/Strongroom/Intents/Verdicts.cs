using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>The texts of <see cref="Verdict"/>, and how many intents each takes.</summary>
public static class Verdicts
{
    public const int IntentsMax = 32;

    private static readonly string[] Texts = ["request", "approve", "reject", "veto", "freeze"];

    public static string ToText(this Verdict verdict) => Texts[(int)verdict];

    public static bool TryParse(string text, out Verdict verdict, [NotNullWhen(false)] out Refusal? refusal)
    {
        int index = Array.IndexOf(Texts, text);
        verdict = (Verdict)Math.Max(0, index);
        refusal = index < 0 ? StatementRefusals.UnknownVerdict(string.Join(", ", Texts)) : null;
        return index >= 0;
    }

    internal static bool Takes(this Verdict verdict, int count) => verdict switch
    {
        Verdict.Request => count == 1,
        Verdict.Freeze => count == 0,
        _ => count is >= 1 and <= IntentsMax,
    };
}
