using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Attestations;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Roster;
using Strongroom.Tests.Intents;
using Strongroom.Tests.Roster;

namespace Strongroom.Tests.Attestations;

/// <summary>Writes and checks attestation-*.json and founding-attestors.json.</summary>
internal static class GoldenAttestations
{
    internal static readonly TestAttestor Feed = TestAttestor.Of("feed-a", "oracles");

    private static readonly FactClaim[] Facts =
    [
        Claims.Price(Samples.Ether, 312_345, 1_000_000_000_000_000_000),
        Claims.Balance(Samples.Ether, Samples.From, 12_345),
        Claims.Code(AssetId.Erc20(Samples.ChainNumber, Samples.Token), Samples.Token, Hash32.Keccak("code"u8)),
        Claims.Screening(Samples.Ether, Samples.To),
        Claims.Screening(Samples.Ether, Samples.To, isClear: false),
        Claims.Holdings(Samples.Ether, 2_000, 98_000),
    ];

    internal static CanonicalObject Newcomer(string name, string group) =>
        TestAttestor.Of(name, group).Proved(Samples.Genesis);

    internal static void Write()
    {
        Write("attestation-ed25519.json", Feed);
        Write("attestation-p256.json", Feed with { Key = TestKey.OfP256("attestor feed-a", KeyClass.Attestor) });
        WriteFounding();
    }

    internal static Refusal? Check(byte[] bytes, JsonObject one, JsonObject root)
    {
        RosterState.TryParse(
            [], [GoldenFile.Canonical(root["attestor"]!)], out RosterState? roster, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        Digest.TryParse(root["genesis"]!.GetValue<string>(), out Digest genesis, out _).ShouldBeTrue();
        if (!SignedAttestation.TryParse(bytes, out SignedAttestation? signed, out refusal)) return refusal;
        signed.ToBytes().ShouldBe(bytes);
        if (AttestationVerification.Verify(signed, roster!, genesis, TestKey.Station) is { } wrong) return wrong;
        signed.Attestation.Hash.ToString().ShouldBe(one["hash"]!.GetValue<string>());
        return null;
    }

    private static void Write(string name, TestAttestor attestor)
    {
        GoldenFile file = new("signed-attestation");
        file.Root["genesis"] = $"{Samples.Genesis}";
        file.Root["attestor"] = GoldenFile.Reversed(attestor.ToCanonical());
        foreach (FactClaim fact in Facts)
        {
            SignedAttestation signed = attestor.Say(Samples.Genesis, Samples.Created, fact);
            file.Accept($"{fact.Subject}", signed.Body, ("hash", $"{signed.Attestation.Hash}"));
        }

        Forms(file, attestor);
        Signatures(file, attestor);
        file.Write(name);
    }

    private static void Forms(GoldenFile file, TestAttestor attestor)
    {
        CanonicalObject price = Body(attestor, 0);
        CanonicalObject code = Body(attestor, 2);
        void Refuse(string name, string code, CanonicalObject body) =>
            file.Refuse(name, code, Around(attestor, body));
        Refuse("another schema", AttestationRefusal.UnknownSchema, price.With("schema", "strongroom/attestation/v2"));
        Refuse("an unknown kind", AttestationRefusal.UnknownKind, price.With("kind", "weather"));
        Refuse("a price with a block", JsonRefusal.UnknownMember, price.With("block", Claims.Block.ToCanonical()));
        Refuse("code without a block", JsonRefusal.MissingMember, code.With("block", default));
        Refuse("a price of nothing", AttestationRefusal.ZeroPrice, price.With(
            "value", CanonicalObject.Of(("baseUnits", "1"), ("minorUnits", "0"))));
        Refuse("a price for nothing", AttestationRefusal.ZeroPrice, price.With(
            "value", CanonicalObject.Of(("baseUnits", "0"), ("minorUnits", "1"))));
        Refuse("a price with a fraction", AssetRefusal.AmountMalformed, price.With(
            "value", CanonicalObject.Of(("baseUnits", "1"), ("minorUnits", "1.5"))));
        Refuse("a currency in small letters", JsonRefusal.MalformedValue, price.With(
            "subject", CanonicalObject.Of(("asset", $"{Samples.Ether}"), ("quote", "eur"), ("scale", 2))));
        Refuse("a balance of an asset elsewhere", AttestationRefusal.AssetElsewhere, Body(attestor, 1).With(
            "subject", CanonicalObject.Of(("account", $"eip155:1:{Samples.From}"), ("asset", $"{Samples.Ether}"))));
        Refuse("an address without a chain", JsonRefusal.MalformedValue, code.With(
            "subject", CanonicalObject.Of(("contract", $"{Samples.Token}"))));
        Refuse("a hash in capitals", JsonRefusal.MalformedValue, code.With(
            "value", CanonicalObject.Of(("hash", "0x" + new string('A', 64)))));
        Refuse("a result that is none", JsonRefusal.MalformedValue, Body(attestor, 3).With(
            "value", CanonicalObject.Of(("result", "unknown"), ("version", "1"))));
    }

    private static void Signatures(GoldenFile file, TestAttestor attestor)
    {
        SignedAttestation right = attestor.Say(Samples.Genesis, Samples.Created, Facts[0]);
        TestKey stranger = TestKey.OfEd25519("stranger", KeyClass.Attestor);
        file.Refuse("of another institution", AttestationRefusal.OtherInstitution, attestor.Say(
            Digest.Sha256("staging"u8), Samples.Created, Facts[0]).Body);
        file.Refuse("by an unknown key", AttestationRefusal.UnknownKey, attestor.Say(
            Samples.Genesis, Samples.Created, Facts[0], stranger).Body);
        file.Refuse("in another attestor's name", AttestationRefusal.OtherAttestor, (attestor with { Name = "feed-b" }).Say(
            Samples.Genesis, Samples.Created, Facts[0]).Body);
        file.Refuse("changed after signing", AttestationRefusal.BadSignature, right.Body.With(
            "attestation", right.Attestation.Body.With("observedAt", "2026-11-21T10:00:01Z")));
    }

    private static CanonicalObject Body(TestAttestor attestor, int fact) =>
        Attestation.Create(Samples.Genesis, attestor.Id, Samples.Created, Facts[fact]).Body;

    private static CanonicalObject Around(TestAttestor attestor, CanonicalObject body) =>
        attestor.Say(Samples.Genesis, Samples.Created, Facts[0]).Body.With("attestation", body);

    private static void WriteFounding()
    {
        GoldenFile file = new("signed-founding");
        CanonicalObject plain = GoldenFoundings.Body("demo", 1).With("people", CanonicalArray.OfObjects(
            [Person("alice", "approvers")]));
        CanonicalObject body = plain.With("attestors", CanonicalArray.Of(Feed.ToCanonical()));
        Founding founding = GoldenFoundings.Parse(body);
        FoundingSignature alice = new(
            TestKey.OfEd25519("alice").Key.Id, Samples.Person("alice"), TestKey.OfEd25519("alice").Sign(founding.Digest));
        FoundingSignature feed = new(Feed.Key.Key.Id, null, Feed.Key.Sign(founding.Digest)) { Attestor = Feed.Id };
        CanonicalObject signed = SignedFounding.Compose(founding, [alice, feed]);
        file.Accept("with an attestor", signed, ("digest", $"{founding.Digest}"));
        file.Refuse("an attestor that did not sign", FoundingRefusal.SignatureMissing, SignedFounding.Compose(founding, [alice]));
        file.Refuse("an attestor that signs as a person", FoundingRefusal.SignatureUnexpected, SignedFounding.Compose(
            founding, [alice, feed with { Attestor = null, Person = Samples.Person("feed-a") }]));
        void Refuse(string name, string code, CanonicalObject founding) =>
            file.Refuse(name, code, signed.With("founding", founding));
        CanonicalObject feedBody = Feed.ToCanonical();
        Refuse("an attestor twice", RosterRefusal.DuplicateAttestor, body.With(
            "attestors", CanonicalArray.Of(feedBody, feedBody)));
        Refuse("an attestor with a person's name", RosterRefusal.DuplicateAttestor, body.With(
            "attestors", CanonicalArray.Of(feedBody.With("attestor", "alice"))));
        Refuse("a group of people and attestors", RosterRefusal.MixedGroup, body.With(
            "attestors", CanonicalArray.Of(feedBody.With("groups", CanonicalArray.Of("approvers")))));
        Refuse("an attestor with a person's class of key", RosterRefusal.AttestorKey, body.With(
            "attestors", CanonicalArray.Of(feedBody.With("keys", CanonicalArray.Of(
                TestKey.OfEd25519("attestor feed-a").Key.ToCanonical())))));
        Refuse("a person with an attestor's class of key", RosterRefusal.AttestorKey, body.With(
            "people", CanonicalArray.Of(Person("alice", "approvers").With("keys", CanonicalArray.Of(
                Feed.Key.Key.ToCanonical())))));
        CanonicalObject shared = TestKey.OfEd25519("alice", KeyClass.Attestor).Key.ToCanonical();
        Refuse("one key with a person and an attestor", RosterRefusal.DuplicateKey, body.With(
            "attestors", CanonicalArray.Of(feedBody.With("keys", CanonicalArray.Of(shared)))));
        file.Write("founding-attestors.json");
    }

    private static CanonicalObject Person(string name, string group) => CanonicalObject.Of(
        ("person", name), ("groups", CanonicalArray.Of(group)),
        ("keys", CanonicalArray.Of(TestKey.OfEd25519(name).Key.ToCanonical())));
}
