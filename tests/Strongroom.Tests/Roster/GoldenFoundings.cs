using Strongroom.Intents;
using Strongroom.Roster;
using Strongroom.Tests.Intents;

namespace Strongroom.Tests.Roster;

/// <summary>Writes founding.json (signed founding files), key.json and policy.json.</summary>
internal static class GoldenFoundings
{
    internal static readonly (string Name, TestKey Key)[] Founders =
    [
        ("alice", TestKey.OfEd25519("alice")), ("bob", TestKey.OfP256("bob")),
        ("carol", TestKey.OfPasskeyEs256("carol")), ("operator", TestKey.OfEd25519("operator", KeyClass.Service)),
    ];

    internal static void Write()
    {
        Keys();
        GoldenFile policy = new("policy");
        policy.Accept("only the last rule", Samples.Policy);
        policy.Write("policy.json");
        GoldenFile file = new("signed-founding");
        CanonicalObject demo = Body("demo", 1);
        foreach ((string name, CanonicalObject body) in (ReadOnlySpan<(string, CanonicalObject)>)
            [("demo", demo), ("production", Body("production", 2))])
        {
            Founding founding = Parse(body);
            file.Accept(name, Sign(founding), ("digest", $"{founding.Digest}"), ("founding", GoldenFile.Text(founding.Bytes.Span)));
        }

        Refusals(file, demo);
        file.Write("founding.json");
    }

    internal static Founding Parse(CanonicalObject body)
    {
        Founding.TryParse(body, out Founding? founding, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        return founding!;
    }

    internal static CanonicalObject Sign(Founding founding) => SignedFounding.Compose(
        founding, Founders.Select(founder => new FoundingSignature(
            founder.Key.Key.Id, Samples.Person(founder.Name), founder.Key.Sign(founding.Digest))));

    internal static CanonicalObject Body(string profile, int witnessesMin) => CanonicalObject.Of(
        ("schema", Founding.Schema),
        ("createdAt", $"{Samples.Created}"),
        ("name", "Demo Custody"),
        ("profile", profile),
        ("journal", CanonicalObject.Of(
            ("origin", "custody.example/journal"),
            ("key", "custody.example/journal+cb37ac93+Aee8kUEFp+F4mm0MKGKqGs3W2tZ0tPh0c8xQHwnpPbGd"))),
        ("people", CanonicalArray.OfObjects(Founders.Select(founder => Person(founder.Name, founder.Key)))),
        ("policy", Samples.Policy.With("version", 1)),
        ("station", TestKey.Station.ToCanonical()),
        ("witnesses", CanonicalArray.Of("witness-1.example+5a0a2e6e+BHUJ", "witness-2.example+0b6c3a5f+BHUK")),
        ("witnessesMin", witnessesMin));

    private static CanonicalObject Person(string name, TestKey key) => CanonicalObject.Of(
        ("person", name),
        ("groups", CanonicalArray.Of(name == "operator" ? "operators" : "approvers")),
        ("keys", CanonicalArray.Of(key.Key.ToCanonical())));

    private static void Refusals(GoldenFile file, CanonicalObject body)
    {
        CanonicalObject signed = Sign(Parse(body));
        signed.TryArray("signatures", out CanonicalArray? signatures).ShouldBeTrue();
        body.TryArray("people", out CanonicalArray? people).ShouldBeTrue();
        CanonicalArray all = signatures!;
        void Refuse(string name, string code, string member, CanonicalValue value) =>
            file.Refuse(name, code, signed.With("founding", body.With(member, value)));
        file.Refuse("a signature missing", FoundingRefusal.SignatureMissing, signed.With(
            "signatures", CanonicalArray.Of(all.Items[1..])));
        file.Refuse("a signature twice", FoundingRefusal.SignatureUnexpected, signed.With(
            "signatures", CanonicalArray.Of([.. all.Items, all[0]])));
        Refuse("something changed after signing", FoundingRefusal.SignatureInvalid, "name", "Other Custody");
        Refuse("another schema", FoundingRefusal.UnknownSchema, "schema", "strongroom/founding/v2");
        Refuse("an unknown profile", FoundingRefusal.Profile, "profile", "staging");
        Refuse("production with one witness", FoundingRefusal.Witnesses, "profile", "production");
        Refuse("more witnesses needed than there are", FoundingRefusal.Witnesses, "witnessesMin", 3);
        Refuse("a witness twice", FoundingRefusal.Witnesses, "witnesses", CanonicalArray.Of("w+1+BHUJ", "w+1+BHUJ"));
        CanonicalObject elsewhere = TestKey.Station.ToCanonical().With("rpId", "example.org");
        Refuse("an rp id of another domain", FoundingRefusal.Station, "station", elsewhere);
        CanonicalObject plain = TestKey.Station.ToCanonical().With("origin", "http://station.localhost:8443");
        Refuse("a station without TLS", FoundingRefusal.Station, "station", plain);
        people![0].TryObject(out CanonicalObject? alice).ShouldBeTrue();
        Refuse("a person twice", RosterRefusal.DuplicatePerson, "people", CanonicalArray.Of([.. people.Items, alice]));
        Refuse("a key with two people", RosterRefusal.DuplicateKey, "people", CanonicalArray.Of(
            [.. people.Items, alice!.With("person", "zoe")]));
        Refuse("a group twice", RosterRefusal.DuplicateGroup, "people", CanonicalArray.Of(
            alice.With("groups", CanonicalArray.Of("approvers", "approvers"))));
        Refuse("nobody", JsonRefusal.MalformedValue, "people", CanonicalArray.Empty);
        Refuse("without a policy", JsonRefusal.MissingMember, "policy", default);
        Refuse("with another member", JsonRefusal.UnknownMember, "comment", "hello");
    }

    private static void Keys()
    {
        GoldenFile file = new("key");
        foreach ((string name, TestKey key) in Founders)
        {
            file.Accept(
                $"{key.Key.Algorithm.ToText()} of {name}", key.Key.ToCanonical(), ("fingerprint", key.Key.Id.Fingerprint));
        }

        CanonicalObject edwards = TestKey.OfEd25519("alice").Key.ToCanonical();
        CanonicalObject curve = TestKey.OfP256("bob").Key.ToCanonical();
        CanonicalObject passkey = TestKey.OfPasskeyEs256("carol").Key.ToCanonical();
        file.Refuse("an id of another key", RosterRefusal.KeyId, edwards.With("id", $"{Digest.Sha256([])}"));
        file.Refuse("a passkey that is independent", RosterRefusal.KeyClass, passkey.With("class", "independent"));
        file.Refuse("a plain key at the station", RosterRefusal.KeyClass, edwards.With("class", "station"));
        file.Refuse("a passkey without credential id", RosterRefusal.CredentialId, passkey.With("credentialId", default));
        file.Refuse("a credential id with a plain key", RosterRefusal.CredentialId, edwards.With("credentialId", "AAAA"));
        file.Refuse("31 bytes", RosterRefusal.PublicKey, edwards.With("publicKey", Base64UrlText.Write(new byte[31])));
        byte[] off = [4, .. new byte[63], 1];
        file.Refuse("a point off the curve", RosterRefusal.PublicKey, curve.With("publicKey", Base64UrlText.Write(off)));
        file.Refuse("an unknown algorithm", JsonRefusal.MalformedValue, edwards.With("algorithm", "rsa"));
        file.Refuse("an unknown class", JsonRefusal.MalformedValue, edwards.With("class", "root"));
        byte[] es384 = TestKey.EncodeCose(5, 2, -35, (-1, 2), (-2, new byte[48]), (-3, new byte[48]));
        file.Refuse("ES384", WebAuthnRefusal.UnsupportedAlgorithm, passkey.With("publicKey", Base64UrlText.Write(es384)));
        byte[] cose = TestKey.OfPasskeyEs256("carol").Cose;
        file.Refuse("a COSE key with a tail", WebAuthnRefusal.MalformedKey, passkey.With(
            "publicKey", Base64UrlText.Write([.. cose, 0])));
        byte[] small = TestKey.EncodeCose(4, 3, -257, (-1, Enumerable.Repeat((byte)0xff, 128).ToArray()), (-2, new byte[] { 1, 0, 1 }));
        file.Refuse("RSA of 1024 bits", WebAuthnRefusal.MalformedKey, passkey.With("publicKey", Base64UrlText.Write(small)));
        file.Write("key.json");
    }
}
