using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Sweeps;

/// <summary>The order of a sweep: what one wave needs, the waves before it have done.</summary>
public enum SweepWave
{
    /// <summary>Accounts below the new root.</summary>
    Open,

    /// <summary>The house's own ether, so that there is something to pay fees with.</summary>
    House,

    /// <summary>Ether for accounts that cannot pay for their tokens' transfers.</summary>
    Gas,

    /// <summary>Every account: its tokens, then what is left of its ether.</summary>
    Move,
}

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
