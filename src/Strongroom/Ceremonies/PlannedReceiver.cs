using Strongroom.Cryptography.Age;
using Strongroom.Intents;

namespace Strongroom.Ceremonies;

/// <summary>
/// The client, or who speaks for them, to whom a root is returned: they take part and sign. Without an age
/// recipient they take it on paper.
/// </summary>
public sealed record PlannedReceiver(Participant Who, AgeRecipient? Recipient)
{
    public PersonId Person => Who.Person;

    internal static PlannedReceiver Read(CanonicalObject body, string path, out Refusal? refusal)
    {
        MemberReader read = new(body, path);
        Participant who = new(read.Person("person"), read.Key("key"));
        AgeRecipient? recipient = PlannedCustodian.ReadRecipient(ref read);
        read.TryEnd(out refusal);
        return new PlannedReceiver(who, recipient);
    }
}
