using Strongroom.Attestations;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Roster;
using Strongroom.Tests.Policies;
using Strongroom.Tests.Roster;

namespace Strongroom.Tests.Attestations;

/// <summary>An attestor with a real key made from its name: what it says is up to the test.</summary>
internal sealed record TestAttestor(string Name, string Group, TestKey Key)
{
    internal static TestAttestor Of(string name, string group) =>
        new(name, group, TestKey.OfEd25519("attestor " + name, KeyClass.Attestor));

    internal AttestorId Id => ParseId(Name);

    internal CanonicalObject ToCanonical() => CanonicalObject.Of(
        ("attestor", Name), ("groups", CanonicalArray.Of(Group)), ("keys", CanonicalArray.Of(Key.Key.ToCanonical())));

    /// <summary>As it stands in a roster change.</summary>
    internal CanonicalObject Proved(Digest genesis)
    {
        Digest hash = PossessionProof.HashOf(genesis, Id, Key.Key.Id);
        CanonicalObject key = Key.Key.ToCanonical().With("possession", Key.Sign(hash).ToCanonical());
        return ToCanonical().With("keys", CanonicalArray.Of(key));
    }

    internal SignedAttestation Say(Digest institution, Timestamp at, FactClaim claim, TestKey? by = null)
    {
        Attestation attestation = Attestation.Create(institution, Id, at, claim);
        TestKey key = by ?? Key;
        return new SignedAttestation(key.Key.Id, key.Sign(attestation.Hash), attestation);
    }

    internal AttestedFact Fact(Timestamp at, FactClaim claim) =>
        new(Say(Digest.Sha256("anywhere"u8), at, claim), [PolicyTexts.Group(Group)]);

    internal static AttestorId ParseId(string name)
    {
        AttestorId.TryParse(name, out AttestorId id, out _).ShouldBeTrue();
        return id;
    }
}
