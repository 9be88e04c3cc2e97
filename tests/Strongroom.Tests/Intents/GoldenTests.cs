using System.Text.Json.Nodes;
using Strongroom.Intents;
using Strongroom.Roster;
using Strongroom.Tests.Attestations;
using Strongroom.Tests.Roster;

namespace Strongroom.Tests.Intents;

/// <summary>
/// Every case of docs/formats/golden against the code. STRONGROOM_WRITE_GOLDEN=1 writes the files anew first; that is a change
/// of the formats, to be reviewed as one.
/// </summary>
public sealed class GoldenTests
{
    private static readonly Lazy<bool> Written = new(WriteWhenAsked);

    private delegate Refusal? Check(byte[] bytes, JsonObject one, JsonObject root);

    [Theory]
    [InlineData("canonical-json.json")]
    [InlineData("intent-*.json")]
    [InlineData("commitment.json")]
    [InlineData("statement.json")]
    [InlineData("signed-statement-*.json")]
    [InlineData("key.json")]
    [InlineData("policy.json")]
    [InlineData("founding.json")]
    [InlineData("founding-attestors.json")]
    [InlineData("attestation-*.json")]
    public void Golden_cases_are_accepted_and_refused_as_they_say(string pattern)
    {
        _ = Written.Value;
        int cases = 0;
        foreach (string name in GoldenFile.Names(pattern))
        {
            GoldenFile file = GoldenFile.Read(name);
            Check check = CheckOf(file.Root["format"]!.GetValue<string>());
            foreach (JsonObject one in file.Accepted)
            {
                string place = $"{name}: {one["name"]}";
                byte[] bytes = GoldenFile.BytesOf(one);
                GoldenFile.Text(GoldenFile.Canonical(one["value"]!).ToBytes()).ShouldBe(GoldenFile.Text(bytes), place);
                check(bytes, one, file.Root).ShouldBeNull(place);
                cases++;
            }

            foreach (JsonObject one in file.Refused)
            {
                Refusal? refusal = check(GoldenFile.BytesOf(one), one, file.Root);
                refusal.ShouldNotBeNull($"{name}: {one["name"]}");
                refusal.Code.ShouldBe(one["code"]!.GetValue<string>(), $"{name}: {one["name"]}");
                cases++;
            }
        }

        cases.ShouldBeGreaterThan(0);
    }

    private static bool WriteWhenAsked()
    {
        if (!GoldenFile.IsWriting) return false;
        GoldenJson.Write();
        GoldenIntents.Write();
        GoldenStatements.Write();
        GoldenFoundings.Write();
        GoldenAttestations.Write();
        return true;
    }

    private static Check CheckOf(string format) => format switch
    {
        "canonical-json" or "policy" => CheckJson,
        "intent" => CheckIntent,
        "commitment" => CheckCommitment,
        "statement" => CheckStatement,
        "signed-statement" => CheckSigned,
        "key" => CheckKey,
        "signed-founding" => CheckFounding,
        "signed-attestation" => GoldenAttestations.Check,
        _ => throw new InvalidOperationException($"no check for {format}"),
    };

    private static Refusal? CheckJson(byte[] bytes, JsonObject one, JsonObject root)
    {
        int bytesMax = one["bytesMax"]?.GetValue<int>() ?? Intent.BytesMax;
        if (!CanonicalJson.TryRead(bytes, bytesMax, out CanonicalObject? value, out Refusal? refusal)) return refusal;
        value.ToBytes().ShouldBe(bytes);
        return null;
    }

    private static Refusal? CheckIntent(byte[] bytes, JsonObject one, JsonObject root)
    {
        if (!Intent.TryParse(bytes, out Intent? intent, out Refusal? refusal)) return refusal;
        intent.Digest.ToString().ShouldBe(one["digest"]!.GetValue<string>());
        intent.Bytes.ToArray().ShouldBe(bytes);
        return null;
    }

    private static Refusal? CheckCommitment(byte[] bytes, JsonObject one, JsonObject root)
    {
        CanonicalJson.TryRead(bytes, CommitmentOpening.BytesMax, out CanonicalObject? body, out _).ShouldBeTrue();
        if (!CommitmentOpening.TryParse(body!, out CommitmentOpening? opening, out Refusal? refusal)) return refusal;
        opening.Commitment.ToString().ShouldBe(one["commitment"]!.GetValue<string>());
        return null;
    }

    private static Refusal? CheckStatement(byte[] bytes, JsonObject one, JsonObject root)
    {
        if (!Statement.TryParse(bytes, out Statement? statement, out Refusal? refusal)) return refusal;
        statement.Hash.ToString().ShouldBe(one["hash"]!.GetValue<string>());
        return null;
    }

    private static Refusal? CheckSigned(byte[] bytes, JsonObject one, JsonObject root)
    {
        PersonKey.TryParse(GoldenFile.Canonical(root["key"]!), out PersonKey? key, out _).ShouldBeTrue();
        CanonicalObject person = CanonicalObject.Of(
            ("person", root["person"]!.GetValue<string>()), ("groups", CanonicalArray.Empty),
            ("keys", CanonicalArray.Of(key!.ToCanonical())));
        RosterState.TryParse([person], out RosterState? roster, out _).ShouldBeTrue();
        StationPin.TryParse(GoldenFile.Canonical(root["station"]!), out StationPin? station, out _).ShouldBeTrue();
        Digest.TryParse(root["genesis"]!.GetValue<string>(), out Digest genesis, out _).ShouldBeTrue();
        CheckPossession(root, roster!.People[0], genesis, station!);
        if (!SignedStatement.TryParse(bytes, out SignedStatement? signed, out Refusal? refusal)) return refusal;
        signed.ToBytes().ShouldBe(bytes);
        if (!VerifiedStatement.TryVerify(signed, roster, genesis, station!, out VerifiedStatement? verified, out refusal))
            return refusal;
        verified.Statement.Hash.ToString().ShouldBe(one["hash"]!.GetValue<string>());
        verified.Person.Id.ShouldBe(roster.People[0].Id);
        return null;
    }

    private static void CheckPossession(JsonObject root, Person person, Digest genesis, StationPin station)
    {
        PersonKey key = person.Keys[0];
        key.Id.Fingerprint.ShouldBe(root["fingerprint"]!.GetValue<string>());
        JsonNode possession = root["possession"]!;
        PossessionProof.HashOf(genesis, person.Id, key.Id).ToString().ShouldBe(possession["hash"]!.GetValue<string>());
        CanonicalObject body = GoldenFile.Canonical(possession["signature"]!);
        StatementSignature.TryParse(body, out StatementSignature? proof, out _).ShouldBeTrue();
        PossessionProof.Verify(key, proof!, genesis, person.Id, station).ShouldBeNull();
    }

    private static Refusal? CheckKey(byte[] bytes, JsonObject one, JsonObject root)
    {
        CanonicalJson.TryRead(bytes, Intent.BytesMax, out CanonicalObject? body, out _).ShouldBeTrue();
        if (!PersonKey.TryParse(body!, out PersonKey? key, out Refusal? refusal)) return refusal;
        key.Id.Fingerprint.ShouldBe(one["fingerprint"]!.GetValue<string>());
        key.ToCanonical().ToBytes().ShouldBe(bytes);
        return null;
    }

    private static Refusal? CheckFounding(byte[] bytes, JsonObject one, JsonObject root)
    {
        if (!SignedFounding.TryParse(bytes, out SignedFounding? signed, out Refusal? refusal)) return refusal;
        signed.Founding.Digest.ToString().ShouldBe(one["digest"]!.GetValue<string>());
        return null;
    }
}
