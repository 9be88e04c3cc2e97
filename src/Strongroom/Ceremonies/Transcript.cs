using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Ceremonies;

/// <summary>
/// The record of a ceremony (docs/formats/ceremony.md): the plan, a chain of entries, everybody's signatures.
/// Parsing checks plan and chain; <see cref="Check"/> says whether it is complete and signed.
/// </summary>
public sealed class Transcript
{
    public const string Schema = "strongroom/transcript/v1";
    public const int BytesMax = 262_144;
    public const int EntriesMax = 256;

    private readonly List<TranscriptEntry> _entries;
    private readonly List<TranscriptSignature> _signatures;

    private Transcript(
        Intent.Ceremony intent, CeremonyPlan plan, List<TranscriptEntry> entries,
        List<TranscriptSignature> signatures)
    {
        Intent = intent;
        Plan = plan;
        _entries = entries;
        _signatures = signatures;
    }

    public Intent.Ceremony Intent { get; }

    public CeremonyPlan Plan { get; }

    public IReadOnlyList<TranscriptEntry> Entries => _entries;

    public IReadOnlyList<TranscriptSignature> Signatures => _signatures;

    /// <summary>The end of the chain.</summary>
    public Digest Head => _entries.Count == 0 ? Intent.Digest : _entries[^1].Hash;

    /// <summary>What every participant signs.</summary>
    public Digest Hash => Digest.Tagged("strongroom/transcript/v1"u8, Head.ToBytes());

    /// <summary>How many of the plan's steps are done; null where an entry is out of order.</summary>
    public int? Position => TranscriptCheck.PositionOf(this);

    /// <summary>The people whom the last entry of the step "roles" lists.</summary>
    public IReadOnlySet<PersonId> Present => TranscriptCheck.PresentAt(this);

    public static Transcript Begin(Intent.Ceremony intent, CeremonyPlan plan) => new(intent, plan, [], []);

    public void Append(Timestamp at, string step, string outcome, CanonicalObject facts) =>
        _entries.Add(TranscriptEntry.Make(Head, at, step, outcome, facts));

    public void Sign(TranscriptSignature signature) => _signatures.Add(signature);

    /// <summary>Null when every step was done in order and everybody who was there has signed.</summary>
    public Refusal? Check() => TranscriptCheck.Find(this);

    public CanonicalObject ToCanonical() => CanonicalObject.Of(
        ("entries", CanonicalArray.OfObjects(_entries.Select(entry => entry.Body))),
        ("intent", Intent.Body),
        ("schema", Schema),
        ("signatures", CanonicalArray.OfObjects(_signatures.Select(signature => signature.ToCanonical()))));

    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out Transcript? transcript, [NotNullWhen(false)] out Refusal? refusal)
    {
        transcript = null;
        if (!CanonicalJson.TryRead(bytes, BytesMax, out CanonicalObject? body, out refusal)) return false;
        MemberReader read = new(body);
        read.Require(read.Text("schema") == Schema, new Refusal(
            CeremonyRefusal.UnknownSchema, "This is no transcript of a version known here.", "schema",
                Schema));
        CanonicalObject intentBody = read.Object("intent");
        CanonicalObject[] entryBodies = read.Objects("entries", 0, EntriesMax);
        CanonicalObject[] signatureBodies = read.Objects("signatures", 0, 64);
        if (!read.TryEnd(out refusal)) return false;
        if (!TryReadPlan(intentBody, out Intent.Ceremony? intent, out CeremonyPlan? plan,
            out refusal)) return false;
        Transcript whole = Begin(intent, plan);
        refusal = whole.ReadEntries(entryBodies) ?? whole.ReadSignatures(signatureBodies);
        if (refusal is null) transcript = whole;
        return transcript is not null;
    }

    /// <summary>An intent that is a ceremony, with its plan.</summary>
    public static bool TryReadPlan(
        CanonicalObject body, [NotNullWhen(true)] out Intent.Ceremony? intent,
        [NotNullWhen(true)] out CeremonyPlan? plan, [NotNullWhen(false)] out Refusal? refusal)
    {
        (intent, plan) = (null, null);
        if (!Intents.Intent.TryParse(body, out Intent? any, out refusal)) return false;
        intent = any as Intent.Ceremony;
        if (intent is not null) return CeremonyPlan.TryParse(intent.Plan, out plan, out refusal);
        refusal = new Refusal(
            CeremonyRefusal.NotACeremony, "This intent plans no ceremony.", "kind",
                IntentKind.Ceremony.ToText());
        return false;
    }

    private Refusal? ReadEntries(CanonicalObject[] bodies)
    {
        for (int i = 0; i < bodies.Length; i++)
        {
            if (!TranscriptEntry.TryParse(bodies[i], $"entries[{i}]", out TranscriptEntry? entry,
                out Refusal? refusal))
                return refusal;
            if (entry.Previous != Head)
            {
                return new Refusal(
                    CeremonyRefusal.ChainBroken, "An entry does not follow from the one before it.",
                        $"entries[{i}]");
            }

            _entries.Add(entry);
        }

        return null;
    }

    private Refusal? ReadSignatures(CanonicalObject[] bodies)
    {
        foreach (CanonicalObject body in bodies)
        {
            if (!TranscriptSignature.TryParse(body, out TranscriptSignature? signature, out Refusal? refusal))
                return refusal;
            _signatures.Add(signature);
        }

        return null;
    }
}
