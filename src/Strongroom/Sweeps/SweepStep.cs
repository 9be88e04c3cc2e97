using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Sweeps;

/// <summary>
/// One intent of a sweep. All of a wave may go out at once, in this order; the next wave needs it mined.
/// </summary>
public sealed record SweepStep(SweepWave Wave, Intent Intent, ulong GasLimit)
{
    internal CanonicalObject ToObject() => CanonicalObject.Of(
        ("gasLimit", (long)GasLimit), ("intent", Intent.Body), ("wave", Wave.ToText()));

    internal static bool TryRead(
        CanonicalObject body, string path, [NotNullWhen(true)] out SweepStep? step,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        step = null;
        MemberReader read = new(body, path);
        ulong gasLimit = (ulong)read.Integer("gasLimit", 0, int.MaxValue);
        CanonicalObject inner = read.Object("intent");
        SweepWave wave = read.Parse<SweepWave>("wave", SweepWaves.TryParse);
        if (!read.TryEnd(out refusal)) return false;
        if (!Intent.TryParse(inner, out Intent? intent, out refusal)) return false;
        step = new SweepStep(wave, intent, gasLimit);
        return true;
    }
}
