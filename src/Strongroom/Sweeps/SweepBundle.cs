using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Sweeps;

/// <summary>
/// A sweep as people read, sign and carry it out (docs/formats/sweep.md): its intents in order, and what
/// stays.
/// </summary>
public sealed record SweepBundle(Digest Root, Timestamp CreatedAt)
{
    public const string Schema = "strongroom/sweep/v1";
    public const int StepsMax = 10_000;
    public const int BytesMax = 1 << 26;

    public IReadOnlyList<SweepStep> Steps { get; init; } = [];

    public IReadOnlyList<SweepDust> Dust { get; init; } = [];

    /// <summary>Nothing left to do but what is dust.</summary>
    public bool IsEmpty => Steps.Count == 0;

    public byte[] ToBytes() => CanonicalObject.Of(
        ("createdAt", CreatedAt.ToString()),
        ("dust", CanonicalArray.OfObjects(Dust.Select(dust => dust.ToObject()))),
        ("root", Root.ToString()),
        ("schema", Schema),
        ("steps", CanonicalArray.OfObjects(Steps.Select(step => step.ToObject())))).ToBytes();

    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out SweepBundle? bundle, [NotNullWhen(false)] out Refusal? refusal)
    {
        bundle = null;
        if (!CanonicalJson.TryRead(bytes, BytesMax, out CanonicalObject? body, out refusal)) return false;
        MemberReader read = new(body);
        read.Require(read.Text("schema") == Schema, new Refusal(
            SweepRefusal.UnknownSchema, "This is no sweep of a version known here.", "schema", Schema));
        SweepBundle whole = new(read.Digest("root"), read.Time("createdAt"))
        {
            Dust = ReadDust(ref read),
            Steps = ReadSteps(ref read),
        };
        if (!read.TryEnd(out refusal)) return false;
        bundle = whole;
        return true;
    }

    private static SweepDust[] ReadDust(ref MemberReader read)
    {
        CanonicalObject[] bodies = read.Objects("dust", 0, StepsMax);
        SweepDust[] dust = new SweepDust[bodies.Length];
        for (int i = 0; i < dust.Length; i++)
        {
            dust[i] = SweepDust.Read(bodies[i], $"dust[{i}]", out Refusal? refusal);
            read.Keep(refusal);
        }

        return dust;
    }

    private static SweepStep[] ReadSteps(ref MemberReader read)
    {
        CanonicalObject[] bodies = read.Objects("steps", 0, StepsMax);
        List<SweepStep> steps = new(bodies.Length);
        for (int i = 0; i < bodies.Length; i++)
        {
            if (SweepStep.TryRead(bodies[i], $"steps[{i}]", out SweepStep? step, out Refusal? refusal))
                steps.Add(step);
            else
                read.Keep(refusal);
        }

        return [.. steps];
    }
}
