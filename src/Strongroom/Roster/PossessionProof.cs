using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>
/// Proof that a person holds a key that enters the roster (docs/formats/identifiers.md, "Keys of people"):
/// the key signs
/// digest("strongroom/possession/v1", canonical {"genesis","key","person"}); with attestors "attestor"
/// stands for "person".
/// </summary>
public static class PossessionProof
{
    /// <summary>What the entering key signs.</summary>
    public static Digest HashOf(Digest genesis, PersonId person, KeyId key) =>
        Digest.Tagged(DigestTag.Possession, BodyOf(genesis, person, key).ToBytes());

    public static CanonicalObject BodyOf(Digest genesis, PersonId person, KeyId key) => CanonicalObject.Of(
        ("genesis", genesis.ToString()), ("key", key.ToString()), ("person", person.ToString()));

    /// <summary>
    /// What an attestor's entering key signs: other members, so neither proof serves for the other.
    /// </summary>
    public static Digest HashOf(Digest genesis, AttestorId attestor, KeyId key) => Digest.Tagged(
        DigestTag.Possession,
        CanonicalObject.Of(
            ("attestor", attestor.ToString()),
            ("genesis", genesis.ToString()),
            ("key", key.ToString())).ToBytes());

    /// <summary>Null when the proof holds.</summary>
    public static Refusal? Verify(
        PersonKey key, StatementSignature proof, Digest genesis, PersonId person, StationPin station) =>
        StatementVerification.Verify(key, proof, HashOf(genesis, person, key.Id), station);
}
