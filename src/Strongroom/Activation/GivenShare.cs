// docs/formats/activation.md, "Giving a share".
using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Activation;

/// <summary>
/// A custodian's word that they gave a share to one start of one Signer: signed over the encrypted file, so
/// that nobody else's word stands beside it, and it stands for no other start.
/// </summary>
public sealed record GivenShare(PersonId Person, KeyId Key, Digest Share, StatementSignature Signature)
{
    private static ReadOnlySpan<byte> Tag => "strongroom/activation-share/v1"u8;

    /// <summary>What the custodian signs.</summary>
    /// <param name="institution">The genesis.</param>
    /// <param name="session">The age recipient that the Signer made for this start.</param>
    /// <param name="person">Who gives.</param>
    /// <param name="share">SHA-256 of the share file, encrypted to the session.</param>
    public static Digest HashOf(Digest institution, string session, PersonId person, Digest share) =>
        Digest.Tagged(Tag, CanonicalObject.Of(
            ("institution", institution.ToString()),
            ("person", person.ToString()),
            ("session", session),
            ("share", share.ToString())).ToBytes());

    public static bool TryParse(
        CanonicalObject body, [NotNullWhen(true)] out GivenShare? given,
        [NotNullWhen(false)] out Refusal? refusal,
        string path = "given")
    {
        given = null;
        MemberReader read = new(body, path);
        PersonId person = read.Person("person");
        KeyId key = read.Key("key");
        Digest share = read.Digest("share");
        CanonicalObject inner = read.Object("signature");
        if (!read.TryEnd(out refusal)) return false;
        if (!StatementSignature.TryParse(inner, out StatementSignature? signature, out refusal)) return false;
        given = new GivenShare(person, key, share, signature);
        return true;
    }

    public CanonicalObject ToCanonical() => CanonicalObject.Of(
        ("key", Key.ToString()),
        ("person", Person.ToString()),
        ("share", Share.ToString()),
        ("signature", Signature.ToCanonical()));

    /// <summary>Null when a custodian of these terms, still in the roster with that key, said so.</summary>
    public Refusal? Check(ActivationTerms terms, string session, RosterState roster, StationPin station)
    {
        bool isCustodian = terms.Custodians.Contains(new ActivationCustodian(Person, Key))
            && roster.TryGetKey(Key, out Person? person, out _) && person.Id == Person;
        if (!isCustodian)
        {
            return new Refusal(
                ActivationRefusal.NotACustodian,
                "This person is no custodian here with this key, or no longer in the roster.",
                "given.person", "a custodian of the terms, in the roster with the key that the terms name");
        }

        roster.TryGetKey(Key, out _, out PersonKey? key);
        Digest hash = HashOf(terms.Institution, session, Person, Share);
        return StatementVerification.Verify(key!, Signature, hash, station) is null
            ? null
            : new Refusal(
                ActivationRefusal.BadSignature,
                "The signature is not this person's over this share and this start.",
                "given.signature", "a signature for the session that the Signer offers now");
    }
}
