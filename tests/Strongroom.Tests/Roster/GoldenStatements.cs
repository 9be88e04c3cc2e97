using System.Text.Json.Nodes;
using Strongroom.Intents;
using Strongroom.Roster;
using Strongroom.Tests.Intents;

namespace Strongroom.Tests.Roster;

/// <summary>Writes statement.json, and for every algorithm a key with signed statements and a possession proof.</summary>
internal static class GoldenStatements
{
    private static readonly Digest First = Samples.Parse(Samples.Body(IntentKind.Withdrawal)).Digest;
    private static readonly Digest Second = Samples.Parse(Samples.Body(IntentKind.Unfreeze)).Digest;

    internal static void Write()
    {
        Statements();
        Signed("ed25519", TestKey.OfEd25519("alice"));
        Signed("p256", TestKey.OfP256("alice"));
        TestPasskey es256 = TestKey.OfPasskeyEs256("alice");
        Signed("webauthn-es256", es256, file => Lies(file, es256));
        Signed("webauthn-eddsa", TestKey.OfPasskeyEdDsa("alice"));
        Signed("webauthn-rs256", TestKey.OfPasskeyRs256(2048));
    }

    internal static Statement Create(Verdict verdict, params Digest[] intents)
    {
        bool isCreated = Statement.TryCreate(
            Samples.Genesis, Samples.Person("alice"), verdict, intents, Samples.Created, out Statement? statement,
            out Refusal? refusal);
        isCreated.ShouldBeTrue(refusal?.ToString());
        return statement!;
    }

    private static void Statements()
    {
        GoldenFile file = new("statement");
        Accept(file, Create(Verdict.Request, First));
        Accept(file, Create(Verdict.Approve, First, Second));
        Accept(file, Create(Verdict.Reject, First));
        Accept(file, Create(Verdict.Veto, First));
        Accept(file, Create(Verdict.Freeze));
        CanonicalObject body = Create(Verdict.Approve, First).Body;
        CanonicalArray both = CanonicalArray.Of($"{First}", $"{Second}");
        CanonicalArray many = CanonicalArray.OfTexts(
            Enumerable.Range(0, 33).Select(i => $"{Digest.Sha256([(byte)i])}"));
        foreach (string name in (string[])["genesis", "intents", "person", "signedAt", "verdict"])
            file.Refuse($"without {name}", JsonRefusal.MissingMember, body.With(name, default));
        file.Refuse("with another member", JsonRefusal.UnknownMember, body.With("comment", "fine"));
        file.Refuse("an unknown verdict", StatementRefusal.UnknownVerdict, body.With("verdict", "maybe"));
        file.Refuse("a request for two", StatementRefusal.IntentCount, body.With("verdict", "request").With("intents", both));
        file.Refuse("a freeze of an intent", StatementRefusal.IntentCount, body.With("verdict", "freeze"));
        file.Refuse("an approval of nothing", StatementRefusal.IntentCount, body.With("intents", CanonicalArray.Empty));
        file.Refuse("33 intents", JsonRefusal.MalformedValue, body.With("intents", many));
        CanonicalArray twice = CanonicalArray.Of($"{First}", $"{First}");
        file.Refuse("an intent twice", StatementRefusal.DuplicateIntent, body.With("intents", twice));
        file.Refuse("a person in capitals", JsonRefusal.MalformedValue, body.With("person", "Alice"));
        file.Refuse("a person of 64 characters", JsonRefusal.MalformedValue, body.With("person", new string('a', 64)));
        string right = GoldenFile.Text(body.ToBytes());
        file.Refuse("a space", JsonRefusal.NotCanonical, right.Replace(":[", ": [", StringComparison.Ordinal));
        string hidden = right.Replace("alice", "al\u202eice", StringComparison.Ordinal);
        file.Refuse("a bidirectional control", JsonRefusal.ForbiddenCharacter, hidden);
        file.Refuse("more than 4096 bytes", JsonRefusal.TooLarge, body.With("person", new string('a', 4096)));
        file.Write("statement.json");
    }

    private static void Accept(GoldenFile file, Statement statement) =>
        file.Accept(statement.Verdict.ToText(), statement.Body, ("hash", $"{statement.Hash}"));

    private static void Signed(string name, TestKey key, Action<GoldenFile>? more = null)
    {
        GoldenFile file = new("signed-statement");
        Statement statement = Create(Verdict.Approve, First, Second);
        SignedStatement signed = key.Sign(statement);
        Digest possession = PossessionProof.HashOf(Samples.Genesis, statement.Person, key.Key.Id);
        file.Root["genesis"] = $"{Samples.Genesis}";
        file.Root["person"] = "alice";
        file.Root["station"] = JsonNode.Parse(TestKey.Station.ToCanonical().ToBytes());
        file.Root["key"] = JsonNode.Parse(key.Key.ToCanonical().ToBytes());
        file.Root["fingerprint"] = key.Key.Id.Fingerprint;
        file.Root["possession"] = new JsonObject
        {
            ["canonical"] = GoldenFile.Text(
                PossessionProof.BodyOf(Samples.Genesis, statement.Person, key.Key.Id).ToBytes()),
            ["hash"] = $"{possession}",
            ["signature"] = JsonNode.Parse(key.Sign(possession).ToCanonical().ToBytes()),
        };
        file.Accept(
            "approve", signed.Body, ("statement", GoldenFile.Text(statement.Bytes.Span)), ("hash", $"{statement.Hash}"));
        Refusals(file, key, signed);
        more?.Invoke(file);
        file.Write($"signed-statement-{name}.json");
    }

    private static void Refusals(GoldenFile file, TestKey key, SignedStatement signed)
    {
        CanonicalObject body = signed.Body;
        Statement other = Create(Verdict.Reject, First);
        string bad = signed.Signature is StatementSignature.WebAuthn
            ? WebAuthnRefusal.OtherChallenge
            : StatementRefusal.BadSignature;
        file.Refuse("a signature over another statement", bad, body.With("statement", other.Body));
        file.Refuse("another institution", StatementRefusal.OtherGenesis, body.With(
            "statement", signed.Statement.Body.With("genesis", $"{Digest.Sha256([])}")));
        file.Refuse("an unknown key", StatementRefusal.UnknownKey, body.With("key", $"{Digest.Sha256([])}"));
        file.Refuse("somebody else's name", StatementRefusal.OtherPerson, body.With(
            "statement", signed.Statement.Body.With("person", "bob")));
        TestKey foreign = key.Key.Algorithm == KeyAlgorithm.Ed25519 ? TestKey.OfP256("x") : TestKey.OfEd25519("x");
        file.Refuse("a signature of another type", StatementRefusal.OtherSignatureType, body.With(
            "signature", foreign.Sign(signed.Statement.Hash).ToCanonical()));
        file.Refuse("an unknown type", StatementRefusal.UnknownSignatureType, body.With(
            "signature", CanonicalObject.Of(("type", "rsa"), ("value", "AAAA"))));
        file.Refuse("without a key", JsonRefusal.MissingMember, body.With("key", default));
        file.Refuse("with another member", JsonRefusal.UnknownMember, body.With("comment", "fine"));
        if (signed.Signature is StatementSignature.WebAuthn) return;
        string cut = Base64UrlText.Write(new byte[63]);
        file.Refuse("a short signature", JsonRefusal.MalformedValue, body.With(
            "signature", CanonicalObject.Of(("type", key.Key.Algorithm.ToText()), ("value", cut))));
    }

    private static void Lies(GoldenFile file, TestPasskey key)
    {
        Statement statement = Create(Verdict.Approve, First, Second);
        Digest hash = statement.Hash;
        byte[] good = TestPasskey.AuthenticatorBytes();
        string client = TestPasskey.ClientJson(hash);
        void Refuse(string name, string code, byte[] bytes, string json) => file.Refuse(
            name, code, new SignedStatement(key.Key.Id, key.Sign(bytes, json), statement).Body);
        string More(string more) => TestPasskey.ClientJson(hash, more: more);
        Refuse("a registration", WebAuthnRefusal.OtherType, good, TestPasskey.ClientJson(hash, "webauthn.create"));
        string elsewhere = TestPasskey.ClientJson(hash, origin: "https://localhost:8443");
        Refuse("another origin", WebAuthnRefusal.OtherOrigin, good, elsewhere);
        Refuse("inside another page", WebAuthnRefusal.CrossOrigin, good, More(",\"crossOrigin\":true"));
        Refuse("a top origin", WebAuthnRefusal.CrossOrigin, good, More(",\"topOrigin\":\"https://localhost\""));
        Refuse("a name twice", WebAuthnRefusal.MalformedClientJson, good, More(",\"type\":\"webauthn.get\""));
        string escaped = More(",\"\\u0074ype\":\"webauthn.create\"");
        Refuse("a name twice, escaped", WebAuthnRefusal.MalformedClientJson, good, escaped);
        Refuse("a flag as text", WebAuthnRefusal.MalformedClientJson, good, More(",\"crossOrigin\":\"false\""));
        Refuse("no JSON", WebAuthnRefusal.MalformedClientJson, good, client[..^1]);
        byte[] login = TestPasskey.AuthenticatorBytes(rpId: "localhost");
        Refuse("a login's rp id", WebAuthnRefusal.OtherRpId, login, client);
        Refuse("nobody present", WebAuthnRefusal.UserNotPresent, TestPasskey.AuthenticatorBytes(TestPasskey.UserVerified), client);
        Refuse("nobody verified", WebAuthnRefusal.UserNotVerified, TestPasskey.AuthenticatorBytes(TestPasskey.UserPresent), client);
        Refuse("short authenticator data", WebAuthnRefusal.MalformedAuthenticatorBytes, good[..^1], client);
        byte[] tail = TestPasskey.AuthenticatorBytes(tail: [0xa0]);
        Refuse("unannounced authenticator data", WebAuthnRefusal.MalformedAuthenticatorBytes, tail, client);
        byte[] backedUp = TestPasskey.AuthenticatorBytes(0x15);
        Refuse("backed up but not eligible", WebAuthnRefusal.MalformedAuthenticatorBytes, backedUp, client);
        StatementSignature.WebAuthn right = key.Sign(good, client);
        byte[] forged = [.. right.Signature.ToArray()[..^1], (byte)(right.Signature.Span[^1] ^ 1)];
        StatementSignature.WebAuthn wrong = new(good, right.ClientJson.ToArray(), forged);
        file.Refuse("a forged signature", WebAuthnRefusal.BadSignature, new SignedStatement(key.Key.Id, wrong, statement).Body);
        byte[] extended = TestPasskey.AuthenticatorBytes(0x85, tail: [0xa0]);
        SignedStatement accepted = new(key.Key.Id, key.Sign(extended, More("")), statement);
        file.Accept(
            "with extensions, without crossOrigin", accepted.Body,
            ("statement", GoldenFile.Text(statement.Bytes.Span)), ("hash", $"{hash}"));
    }
}
