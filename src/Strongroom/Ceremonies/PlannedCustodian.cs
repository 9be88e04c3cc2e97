using Strongroom.Cryptography.Age;
using Strongroom.Intents;

namespace Strongroom.Ceremonies;

/// <summary>
/// Who receives a share: where it will be kept, and the key that it is encrypted to; none for paper.
/// </summary>
public sealed record PlannedCustodian(
    Participant Who, string Site, CountryCode Country, AgeRecipient? Recipient)
{
    public PersonId Person => Who.Person;

    private const int SiteCharactersMax = 64;

    internal static PlannedCustodian Read(CanonicalObject body, string path, out Refusal? refusal)
    {
        MemberReader read = new(body, path);
        Participant who = new(read.Person("person"), read.Key("key"));
        string site = read.Text("site", SiteCharactersMax);
        CountryCode country = read.Parse<CountryCode>("country", CountryCode.TryParse);
        AgeRecipient? recipient = ReadRecipient(ref read);
        read.TryEnd(out refusal);
        return new PlannedCustodian(who, site, country, recipient);
    }

    /// <summary>A member that may be absent, for paper.</summary>
    internal static AgeRecipient? ReadRecipient(ref MemberReader read)
    {
        if (!read.Has("recipient")) return null;
        bool isRecipient = AgeRecipient.TryParse(read.Text("recipient"), out AgeRecipient? recipient);
        read.Require(isRecipient, new Refusal(
            CeremonyRefusal.Recipient, "Nothing can be encrypted to this key.",
            read.PathOf("recipient"), "age1…, as custodian keys new prints it"));
        return recipient;
    }
}
