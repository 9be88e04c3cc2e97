using Strongroom.Intents;

namespace Strongroom.Ceremonies;

/// <summary>A person who takes part, with the one key that will sign the transcript.</summary>
public sealed record Participant(PersonId Person, KeyId Key)
{
    internal static Participant Read(CanonicalObject body, string path, out Refusal? refusal)
    {
        MemberReader read = new(body, path);
        Participant participant = new(read.Person("person"), read.Key("key"));
        read.TryEnd(out refusal);
        return participant;
    }
}
