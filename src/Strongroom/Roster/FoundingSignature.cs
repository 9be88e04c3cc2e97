using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>One founder's key under the founding file: <c>{"key","person","signature"}</c>.</summary>
public sealed record FoundingSignature(KeyId Key, PersonId Person, StatementSignature Signature)
{
    public static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out FoundingSignature? signature,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        signature = null;
        MemberReader read = new(body, "signatures");
        KeyId key = read.Key("key");
        PersonId person = read.Person("person");
        CanonicalObject inner = read.Object("signature");
        if (!read.TryEnd(out refusal)) return false;
        if (!StatementSignature.TryParse(inner, out StatementSignature? value, out refusal)) return false;
        signature = new FoundingSignature(key, person, value);
        return true;
    }

    public CanonicalObject ToCanonical() => CanonicalObject.Of(
        ("key", Key.ToString()), ("person", Person.ToString()), ("signature", Signature.ToCanonical()));
}
