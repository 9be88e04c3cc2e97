using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>
/// The file that every founder signs (docs/formats/founding.md): canonical JSON of at most 32,768 bytes. The
/// policy and the vkeys are read by their own rooms (Policies, Audit); here they are an object and texts.
/// </summary>
public sealed class Founding
{
    public const string Schema = "strongroom/founding/v1";
    public const int BytesMax = 32_768;
    public const int NameCharactersMax = 64;
    public const int PeopleMax = 64;
    public const int VkeyCharactersMax = 400;
    public const int OriginCharactersMax = 256;
    public const int WitnessesMax = 16;
    public const int ProductionWitnessesMin = 2;

    private Founding(in FoundingTerms terms, CanonicalObject body, RosterState roster)
    {
        CreatedAt = terms.CreatedAt;
        Name = terms.Name;
        Profile = terms.Profile;
        Station = terms.Station;
        JournalOrigin = terms.JournalOrigin;
        JournalKey = terms.JournalKey;
        Witnesses = terms.Witnesses;
        WitnessesMin = terms.WitnessesMin;
        Policy = terms.Policy;
        Roster = roster;
        Body = body;
        Bytes = body.ToBytes();
        Digest = Digest.Tagged(DigestTag.Founding, Bytes.Span);
    }

    public Timestamp CreatedAt { get; }

    public string Name { get; }

    public Profile Profile { get; }

    public StationPin Station { get; }

    /// <summary>The journal's C2SP origin.</summary>
    public string JournalOrigin { get; }

    /// <summary>The journal's vkey.</summary>
    public string JournalKey { get; }

    /// <summary>The witnesses' vkeys (cosignature/v1), none twice.</summary>
    public IReadOnlyList<string> Witnesses { get; }

    public int WitnessesMin { get; }

    public CanonicalObject Policy { get; }

    /// <summary>The founders, and the attestors of the first day.</summary>
    public RosterState Roster { get; }

    public CanonicalObject Body { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>
    /// What every founder's key signs. Not the institution: that is the founding leaf's hash.
    /// </summary>
    public Digest Digest { get; }

    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out Founding? founding,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        founding = null;
        return CanonicalJson.TryRead(bytes, BytesMax, out CanonicalObject? body, out refusal)
            && TryParse(body, out founding, out refusal);
    }

    public static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out Founding? founding,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        founding = null;
        MemberReader read = new(body);
        FoundingTerms terms = FoundingTerms.Read(
            ref read, out CanonicalObject[] people, out CanonicalObject[] attestors);
        if (!read.TryEnd(out refusal) || (refusal = terms.CheckWitnesses()) is not null) return false;
        if (!RosterState.TryParse(people, attestors, out RosterState? roster, out refusal)) return false;
        founding = new Founding(terms, body, roster);
        return true;
    }
}
