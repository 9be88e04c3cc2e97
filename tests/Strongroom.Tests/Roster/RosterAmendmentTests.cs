using Strongroom.Intents;
using Strongroom.Roster;
using Strongroom.Tests.Attestations;
using Strongroom.Tests.Intents;

namespace Strongroom.Tests.Roster;

public sealed class RosterAmendmentTests
{
    private static readonly RosterState Present = GoldenFoundings.Parse(GoldenFoundings.Body("demo", 1)).Roster;

    [Fact]
    public void A_proved_key_enters_and_a_removed_person_leaves()
    {
        RosterAmendment amendment = Parse(Samples.Body(IntentKind.RosterChange));
        amendment.CheckProofs(Present, TestKey.Station).ShouldBeNull();
        amendment.TryApply(Present, out RosterState? next, out _).ShouldBeTrue();
        next!.People.Select(person => person.Id.ToString()).ShouldBe(["alice", "carol", "dora", "operator"]);
        next.TryGetKey(TestKey.OfEd25519("dora").Key.Id, out Person? dora, out _).ShouldBeTrue();
        dora!.Id.ShouldBe(Samples.Person("dora"));
        next.TryGetKey(TestKey.OfP256("bob").Key.Id, out _, out _).ShouldBeFalse();
        RosterState.TryParse([.. next.People.Select(person => person.ToCanonical())], out RosterState? again, out _)
            .ShouldBeTrue();
        again!.ToCanonical().Count.ShouldBe(4);
    }

    [Fact]
    public void Attestors_enter_with_proofs_of_their_own_and_leave()
    {
        CanonicalObject feed = GoldenAttestations.Newcomer("feed-c", "oracles");
        RosterAmendment enters = Parse(Attestors(feed));
        enters.CheckProofs(Present, TestKey.Station).ShouldBeNull();
        enters.TryApply(Present, out RosterState? with, out _).ShouldBeTrue();
        KeyId key = with!.Attestors.ShouldHaveSingleItem().Keys[0].Id;
        with.TryGetAttestor(key, out _, out _).ShouldBeTrue();
        with.TryGetKey(key, out _, out _).ShouldBeFalse();
        RosterAmendment leaves = Parse(Samples.Body(IntentKind.RosterChange)
            .With("people", CanonicalArray.Empty).With("removed", CanonicalArray.Empty)
            .With("removedAttestors", CanonicalArray.Of("feed-c")));
        leaves.TryApply(with, out RosterState? without, out _).ShouldBeTrue();
        without!.TryGetAttestor(key, out _, out _).ShouldBeFalse();
        leaves.TryApply(without, out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(RosterRefusal.UnknownAttestor);
    }

    [Fact]
    public void An_attestor_without_proof_or_with_a_persons_proof_is_refused()
    {
        TestAttestor feed = TestAttestor.Of("feed-c", "oracles");
        Parse(Attestors(feed.ToCanonical())).CheckProofs(Present, TestKey.Station)!.Code
            .ShouldBe(RosterRefusal.PossessionMissing);
        Digest persons = PossessionProof.HashOf(Samples.Genesis, Samples.Person("feed-c"), feed.Key.Key.Id);
        CanonicalObject key = feed.Key.Key.ToCanonical().With("possession", feed.Key.Sign(persons).ToCanonical());
        Parse(Attestors(feed.ToCanonical().With("keys", CanonicalArray.Of(key)))).CheckProofs(Present, TestKey.Station)!
            .Code.ShouldBe(RosterRefusal.PossessionInvalid);
    }

    private static CanonicalObject Attestors(CanonicalObject attestor) => Samples.Body(IntentKind.RosterChange)
        .With("people", CanonicalArray.Empty).With("removed", CanonicalArray.Empty)
        .With("attestors", CanonicalArray.Of(attestor));

    [Fact]
    public void A_new_key_without_proof_is_refused()
    {
        CanonicalObject person = CanonicalObject.Of(
            ("person", "dora"), ("groups", CanonicalArray.Empty),
            ("keys", CanonicalArray.Of(TestKey.OfEd25519("dora").Key.ToCanonical())));
        CodeOfProofs(person).ShouldBe(RosterRefusal.PossessionMissing);
    }

    [Fact]
    public void A_key_that_stays_needs_no_proof_again()
    {
        Present.TryGetPerson(Samples.Person("alice"), out Person? alice).ShouldBeTrue();
        CodeOfProofs(alice!.ToCanonical().With("groups", CanonicalArray.Of("auditors"))).ShouldBeNull();
    }

    [Fact]
    public void A_proof_for_another_person_or_institution_is_refused()
    {
        CanonicalObject dora = Samples.NewPerson("dora", TestKey.OfEd25519("dora"));
        CodeOfProofs(dora.With("person", "eve")).ShouldBe(RosterRefusal.PossessionInvalid);
        CanonicalObject elsewhere = Samples.NewPerson("dora", TestKey.OfEd25519("dora"), Digest.Sha256("staging"u8));
        CodeOfProofs(elsewhere).ShouldBe(RosterRefusal.PossessionInvalid);
    }

    [Fact]
    public void A_passkey_proves_possession_at_the_station() =>
        CodeOfProofs(Samples.NewPerson("dora", TestKey.OfPasskeyEdDsa("dora"))).ShouldBeNull();

    [Fact]
    public void Somebody_elses_key_and_unknown_people_are_refused()
    {
        CanonicalObject stolen = Samples.NewPerson("dora", TestKey.OfEd25519("alice"));
        CodeOfApply(CanonicalArray.Of(stolen), CanonicalArray.Empty).ShouldBe(RosterRefusal.DuplicateKey);
        CodeOfApply(CanonicalArray.Empty, CanonicalArray.Of("nobody")).ShouldBe(RosterRefusal.UnknownPerson);
    }

    [Fact]
    public void A_person_both_changed_and_removed_is_refused()
    {
        CanonicalObject body = Samples.Body(IntentKind.RosterChange).With("removed", CanonicalArray.Of("dora"));
        Intent.RosterChange intent = (Intent.RosterChange)Samples.Parse(body);
        RosterAmendment.TryParse(intent, out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(RosterRefusal.DuplicatePerson);
    }

    private static string? CodeOfProofs(CanonicalObject person)
    {
        CanonicalObject body = Samples.Body(IntentKind.RosterChange)
            .With("people", CanonicalArray.Of(person)).With("removed", CanonicalArray.Empty);
        return Parse(body).CheckProofs(Present, TestKey.Station)?.Code;
    }

    private static string? CodeOfApply(CanonicalArray people, CanonicalArray removed)
    {
        CanonicalObject body = Samples.Body(IntentKind.RosterChange).With("people", people).With("removed", removed);
        Parse(body).TryApply(Present, out _, out Refusal? refusal);
        return refusal?.Code;
    }

    private static RosterAmendment Parse(CanonicalObject body)
    {
        Intent.RosterChange intent = (Intent.RosterChange)Samples.Parse(body);
        RosterAmendment.TryParse(intent, out RosterAmendment? amendment, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return amendment!;
    }
}
