using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Audit;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Roster;
using Strongroom.Tests.Station;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// Root on the Server talks about intent A (in the mail, in the link, in its own summary) and hands the approver's station
/// B; or shows A and hands the Signer B. The station's own modules decode, show and sign; the Signer judges.
/// </summary>
public sealed class DeceivedStationTests : IAsyncLifetime
{
    private HouseAtWork house = null!;
    private Intent honest = null!;
    private Intent theft = null!;

    public async Task InitializeAsync()
    {
        house = await HouseAtWork.OpenAsync();
        honest = house.Desk.Withdraw(SignerDesk.Wei("1000000000000000"));
        theft = house.Desk.Withdraw(SignerDesk.HalfEther, HouseAtWork.Thief);
    }

    public Task DisposeAsync() => house.DisposeAsync();

    [NodeFact]
    public async Task What_is_signed_is_what_was_shown()
    {
        JsonObject answer = await ApproveAsync(honest, Answer(honest));
        Text(answer, "digest").ShouldBe(honest.Digest.ToString());
        Words(answer).ShouldContain($"{SignerDesk.Recipient}");
        Words(answer).ShouldContain("0.001 ETH");
        (await PresentAsync(honest, answer)).Must();
    }

    [NodeFact]
    public async Task Another_intent_behind_the_link_is_shown_as_what_it_is()
    {
        JsonObject served = Answer(theft);
        served["digest"] = honest.Digest.ToString();
        served["summary"] = $"0.001 ETH to {SignerDesk.Recipient}";
        served["intent"] = JsonNode.Parse(honest.Bytes.Span);
        JsonObject answer = await ApproveAsync(honest, served);
        Text(answer, "digest").ShouldBe(theft.Digest.ToString(), "computed on the page from the bytes that are shown");
        Words(answer).ShouldContain($"{HouseAtWork.Thief}");
        Words(answer).ShouldContain("0.5 ETH");
        Words(answer).ShouldNotContain($"{SignerDesk.Recipient}");
        house.Harness.MustBeOnRecord(await PresentAsync(honest, answer), RegistryRefusal.OtherIntent, honest.Digest);
        house.Harness.MustBeUnregistered(honest);
    }

    [NodeFact]
    public async Task An_approval_of_what_was_shown_approves_nothing_else()
    {
        JsonObject answer = await ApproveAsync(honest, Answer(honest));
        house.Harness.MustBeOnRecord(await PresentAsync(theft, answer), RegistryRefusal.OtherIntent, theft.Digest);
        JsonObject signed = answer["signed"]!.AsObject();
        signed["statement"]!["intents"] = new JsonArray(theft.Digest.ToString());
        house.Harness.MustBeOnRecord(
            await PresentAsync(theft, answer), Strongroom.Roster.WebAuthnRefusal.OtherChallenge, theft.Digest);
        house.Harness.MustBeUnregistered(theft);
    }

    [NodeFact]
    public async Task Names_and_decimals_that_the_signer_did_not_sign_are_not_shown()
    {
        foreach ((string from, string to) in ((string, string)[])
            [("\"decimals\":18", "\"decimals\":21"), ("\"symbol\":\"ETH\"", "\"symbol\":\"mETH\""), ("Local chain", "Main chain")])
        {
            string registry = Registry();
            registry.ShouldContain(from);
            JsonObject served = Answer(theft, registry.Replace(from, to));
            Text(await ApproveAsync(theft, served), "code").ShouldBe("station.registry-not-signed");
        }
    }

    [NodeFact]
    public async Task A_registry_of_another_institution_or_of_yesterday_is_not_shown()
    {
        await using SignerHarness staging = await SignerHarness.StartedAsync();
        string foreign = Encoding.UTF8.GetString(staging.Pipeline.Registry().Content.ToBytes());
        Text(await ApproveAsync(honest, Answer(honest, foreign)), "code").ShouldBe("station.registry-not-signed");
        string old = Registry();
        house.Harness.Time.Advance(TimeSpan.FromMinutes(16));
        Text(await ApproveAsync(honest, Answer(honest, old)), "code").ShouldBe("station.registry-stale");
    }

    [NodeFact]
    public async Task Bytes_that_could_be_read_in_two_ways_are_not_shown()
    {
        string text = Encoding.UTF8.GetString(theft.Bytes.Span);
        string twice = text.Replace("\"to\":\"0x3C", $"\"to\":\"{SignerDesk.Recipient}\",\"to\":\"0x3C");
        string hidden = text.Replace("\"amount\":\"5", "\"amount\":\"\u202e5");
        string spaced = text.Replace("\"amount\":", "\"amount\": ");
        foreach ((string forged, string code) in ((string, string)[])
            [(twice, JsonRefusal.DuplicateName), (hidden, JsonRefusal.ForbiddenCharacter), (spaced, JsonRefusal.NotCanonical)])
        {
            JsonObject served = Answer(theft);
            served["bytes"] = Base64UrlText.Write(Encoding.UTF8.GetBytes(forged));
            Text(await ApproveAsync(theft, served), "code").ShouldBe(code);
            SubmittedBytes bytes = new(Encoding.UTF8.GetBytes(forged), []);
            await house.Harness.MustBeCountedAsync(
                () => house.Pipeline.RegisterAsync(bytes, CancellationToken.None), code);
        }
    }

    private string Registry() => Encoding.UTF8.GetString(house.Pipeline.Registry().Content.ToBytes());

    private JsonObject Answer(Intent intent, string? registry = null) => new()
    {
        ["bytes"] = Base64UrlText.Write(intent.Bytes.Span),
        ["registry"] = JsonNode.Parse(registry ?? Registry()),
        ["statements"] = new JsonArray(),
    };

    private async Task<JsonObject> ApproveAsync(Intent linked, JsonObject answer)
    {
        JsonObject task = new()
        {
            ["answer"] = answer,
            ["linked"] = linked.Digest.ToString(),
            ["institution"] = new JsonObject
            {
                ["name"] = "Demo Custody",
                ["institution"] = house.Harness.Genesis.ToString(),
                ["journalKey"] = Base64UrlText.Write(house.Harness.JournalKey.PublicKey),
                ["rpId"] = TestKey.Station.RpId,
            },
            ["key"] = JsonNode.Parse(house.Paula.Key.ToCanonical().ToBytes()),
            ["jwk"] = JwkOf("paula"),
            ["person"] = "paula",
            ["origin"] = TestKey.Station.Origin,
            ["now"] = house.Harness.Now.ToString(),
        };
        return (await StationScript.RunAsync("approve.mjs", [task])).Single();
    }

    /// <summary>Alice really approves the intent; the second approval is what came from the station.</summary>
    private Task<Outcome<RegistrationAnswer>> PresentAsync(Intent intent, JsonObject answer)
    {
        CanonicalObject signed = Strongroom.Tests.Intents.GoldenFile.Canonical(answer["signed"]!);
        return house.HandInAsync(
            intent, house.Request(intent), house.Approve(house.Harness.Alice, intent), signed.ToBytes());
    }

    private static JsonObject JwkOf(string name)
    {
        using ECDsa key = ECDsa.Create();
        key.ImportParameters(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = TestKey.Seed(name) });
        ECParameters parameters = key.ExportParameters(includePrivateParameters: true);
        return new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["d"] = Base64UrlText.Write(parameters.D),
            ["x"] = Base64UrlText.Write(parameters.Q.X),
            ["y"] = Base64UrlText.Write(parameters.Q.Y),
        };
    }

    private static string Words(JsonObject answer) => answer["words"]!.GetValue<string>();

    private static string? Text(JsonObject one, string member) => one[member]?.GetValue<string>();
}
