using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Ceremonies;

/// <summary>
/// One entry of a transcript: a step that was done, or from which the ceremony started over; facts are
/// public. It names the SHA-256 of the entry before it; the first names the plan's digest.
/// </summary>
public sealed class TranscriptEntry
{
    public const string Done = "done";
    public const string StartedOver = "started-over";

    private TranscriptEntry(CanonicalObject body, string step, string outcome, Digest previous)
    {
        Body = body;
        Step = step;
        Outcome = outcome;
        Previous = previous;
        Hash = Digest.Sha256(body.ToBytes());
    }

    public CanonicalObject Body { get; }

    public string Step { get; }

    public string Outcome { get; }

    public Digest Previous { get; }

    public Digest Hash { get; }

    public static TranscriptEntry Make(
        Digest previous, Timestamp at, string step, string outcome, CanonicalObject facts)
    {
        CanonicalObject body = CanonicalObject.Of(
            ("at", at.ToString()), ("facts", facts), ("outcome", outcome), ("previous", previous.ToString()),
            ("step", step));
        return new TranscriptEntry(body, step, outcome, previous);
    }

    public static bool TryParse(
        CanonicalObject body, string path,
        [NotNullWhen(true)] out TranscriptEntry? entry, [NotNullWhen(false)] out Refusal? refusal)
    {
        entry = null;
        MemberReader read = new(body, path);
        read.Time("at");
        read.Object("facts");
        string outcome = read.Text("outcome");
        read.Require(
            outcome is Done or StartedOver, JsonRefusals.MalformedValue(read.PathOf("outcome"),
                $"{Done}, {StartedOver}"));
        Digest previous = read.Digest("previous");
        string step = read.Text("step", 80);
        if (!read.TryEnd(out refusal)) return false;
        entry = new TranscriptEntry(body, step, outcome, previous);
        return true;
    }
}
