using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>The members of a founding file but its people, while it is read.</summary>
internal readonly record struct FoundingTerms(
    Timestamp CreatedAt,
    string Name,
    Profile Profile,
    StationPin Station,
    string JournalOrigin,
    string JournalKey,
    string[] Witnesses,
    int WitnessesMin,
    CanonicalObject Policy)
{
    internal static FoundingTerms Read(
        ref MemberReader read, out CanonicalObject[] people, out CanonicalObject[] attestors)
    {
        read.Require(read.Text("schema") == Founding.Schema, FoundingRefusals.UnknownSchema());
        people = read.Objects("people", 1, Founding.PeopleMax);
        attestors = read.Has("attestors") ? read.Objects("attestors", 1, RosterState.AttestorsMax) : [];
        MemberReader journal = new(read.Object("journal"), "journal");
        string origin = journal.Text("origin", Founding.OriginCharactersMax);
        string key = journal.Text("key", Founding.VkeyCharactersMax);
        journal.TryEnd(out Refusal? wrongJournal);
        read.Keep(wrongJournal);
        if (!StationPin.TryParse(read.Object("station"), out StationPin? station, out Refusal? wrongStation))
            read.Keep(wrongStation);
        return new FoundingTerms(
            read.Time("createdAt"),
            read.Text("name", Founding.NameCharactersMax),
            read.Parse<Profile>("profile", TryParseProfile),
            station!,
            origin,
            key,
            read.List<string>("witnesses", 0, Founding.WitnessesMax, TryParseVkey),
            (int)read.Integer("witnessesMin", 0, Founding.WitnessesMax),
            read.Object("policy"));
    }

    internal Refusal? CheckWitnesses()
    {
        bool isDistinct = Witnesses.Distinct(StringComparer.Ordinal).Count() == Witnesses.Length;
        bool isEnough = Profile == Profile.Demo || WitnessesMin >= Founding.ProductionWitnessesMin;
        return isDistinct && isEnough && WitnessesMin <= Witnesses.Length ? null : FoundingRefusals.Witnesses();
    }

    private static bool TryParseProfile(
        string text, out Profile profile, [NotNullWhen(false)] out Refusal? refusal)
    {
        profile = text == "production" ? Profile.Production : Profile.Demo;
        refusal = text is "demo" or "production" ? null : FoundingRefusals.Profile();
        return refusal is null;
    }

    private static bool TryParseVkey(
        string text, [NotNullWhen(true)] out string? vkey, [NotNullWhen(false)] out Refusal? refusal)
    {
        vkey = text;
        bool isSized = text.Length is > 0 and <= Founding.VkeyCharactersMax;
        refusal = isSized ? null : JsonRefusals.MalformedValue(null, "a vkey as C2SP signed-note prints it");
        return isSized;
    }
}
