using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Ceremonies;

/// <summary>
/// One participant's signature under a transcript, with the public key whole: the plan names its id, so that
/// a transcript is verified with nothing else at hand.
/// </summary>
public sealed record TranscriptSignature(PersonId Person, PersonKey Key, StatementSignature Signature)
{
    public static bool TryParse(
        CanonicalObject body, [NotNullWhen(true)] out TranscriptSignature? signature,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        signature = null;
        MemberReader read = new(body, "signatures");
        PersonId person = read.Person("person");
        CanonicalObject keyBody = read.Object("key");
        CanonicalObject inner = read.Object("signature");
        if (!read.TryEnd(out refusal)) return false;
        if (!PersonKey.TryParse(keyBody, out PersonKey? key, out refusal)) return false;
        if (!StatementSignature.TryParse(inner, out StatementSignature? value, out refusal)) return false;
        signature = new TranscriptSignature(person, key, value);
        return true;
    }

    public CanonicalObject ToCanonical() => CanonicalObject.Of(
        ("key", Key.ToCanonical()), ("person", Person.ToString()), ("signature", Signature.ToCanonical()));
}
