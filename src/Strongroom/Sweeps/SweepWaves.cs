using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Sweeps;

/// <summary>The texts of <see cref="SweepWave"/>.</summary>
public static class SweepWaves
{
    private static readonly string[] Texts = ["open", "house", "gas", "move"];

    public static IReadOnlyList<SweepWave> All { get; } = Enum.GetValues<SweepWave>();

    public static string ToText(this SweepWave wave) => Texts[(int)wave];

    public static bool TryParse(string text, out SweepWave wave, [NotNullWhen(false)] out Refusal? refusal)
    {
        int index = Array.IndexOf(Texts, text);
        wave = (SweepWave)Math.Max(0, index);
        refusal = index < 0 ? JsonRefusals.MalformedValue("wave", string.Join(", ", Texts)) : null;
        return index >= 0;
    }
}
