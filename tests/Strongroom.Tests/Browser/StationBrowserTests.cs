using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Roster;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Intents;

namespace Strongroom.Tests.Browser;

/// <summary>
/// The approval station in a real browser: a passkey made there enters the roster by its own proof of possession, and
/// what it signs there is what the Signer takes.
/// </summary>
public sealed class StationBrowserTests : IAsyncLifetime
{
    private StationAtWork station = null!;
    private SignerHarness harness = null!;
    private SignerDesk desk = null!;

    public async Task InitializeAsync()
    {
        station = StationAtWork.Create();
        HarnessOptions now = new() { Time = new HandClock(DateTimeOffset.UtcNow) };
        harness = await SignerHarness.PreparedAsync(now);
        CanonicalObject pin = CanonicalObject.Of(("origin", station.Origin), ("rpId", "station.localhost"));
        harness.Found(harness.Data, harness.SignedFounding(body => body.With("station", pin))).ShouldBeNull();
        await harness.StartAsync();
        desk = await new SignerDesk(harness).OpenAsync();
        await station.ServeAsync(harness);
    }

    public async Task DisposeAsync()
    {
        await station.DisposeAsync();
        await harness.DisposeAsync();
    }

    [ChromiumFact]
    public async Task A_passkey_made_at_the_station_enters_the_roster_and_approves_what_was_read()
    {
        JsonObject entry = await MustDriveAsync(Play("enrol", ("person", "dora")));
        await EnrolAsync(entry);
        Intent intent = desk.Withdraw();
        station.Served = Answer(intent);
        JsonObject shown = await MustDriveAsync(Play("decide", ("verdict", "approve")));
        string words = shown["words"]!.AsArray().Single()!.GetValue<string>();
        words.ShouldContain("0.5 ETH");
        words.Replace("\n", "").Replace(" ", "").ShouldContain($"{SignerDesk.Recipient}");
        words.Replace("\n", "").Replace(" ", "").ShouldContain(intent.Digest.ToString());
        CatchUp();
        SignedStatement signed = Statement(station.Received.Single());
        RosterState roster = Roster(entry);
        VerifiedStatement.TryVerify(
            signed, roster, harness.Genesis, harness.Signer.Founding.Founding.Station,
            out VerifiedStatement? verified, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        verified!.Statement.Intents.ShouldBe([intent.Digest]);
        SubmittedBytes bytes = new(
            intent.Bytes,
            [
                desk.Say(harness.Operator, Verdict.Request, intent.Digest),
                desk.Say(harness.Alice, Verdict.Approve, intent.Digest), signed.ToBytes(),
            ]);
        (await harness.Pipeline.RegisterAsync(bytes, CancellationToken.None)).Must().Intent.State
            .ShouldBe(RegisteredState.Registered);
    }

    [ChromiumFact]
    public async Task A_rejection_at_the_station_ends_the_intent_and_strange_bytes_are_not_even_shown()
    {
        await EnrolAsync(await MustDriveAsync(Play("enrol", ("person", "dora"))));
        Intent intent = desk.Withdraw();
        await desk.EnactAsync(intent);
        station.Served = Answer(intent);
        await MustDriveAsync(Play("decide", ("verdict", "reject")));
        CatchUp();
        byte[] rejection = Statement(station.Received.Single()).ToBytes();
        (await harness.Pipeline.StateAsync([rejection], CancellationToken.None)).Must();
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).MustRefuse(RegistryRefusal.Closed);
        string text = Encoding.UTF8.GetString(intent.Bytes.Span).Replace("\"amount\":", "\"amount\": ");
        station.Served["bytes"] = Base64UrlText.Write(Encoding.UTF8.GetBytes(text));
        (JsonObject? shown, string complaint) = await station.DriveAsync(Play("decide", ("verdict", "approve")));
        shown.ShouldBeNull();
        complaint.ShouldContain($"({JsonRefusal.NotCanonical})");
        station.Received.Count.ShouldBe(1);
    }

    private async Task EnrolAsync(JsonObject entry)
    {
        CatchUp();
        CanonicalObject person = GoldenFile.Canonical(entry).With("groups", CanonicalArray.Of("approvers"));
        await desk.EnactAsync(SignerDesk.Parse(desk.Head().Compose(
            IntentKind.RosterChange, ("people", CanonicalArray.Of(person)), ("removed", CanonicalArray.Empty))));
    }

    private JsonObject Answer(Intent intent) => new()
    {
        ["bytes"] = Base64UrlText.Write(intent.Bytes.Span),
        ["registry"] = JsonNode.Parse(harness.Pipeline.Registry().Content.ToBytes()),
        ["statements"] = new JsonArray(),
    };

    private JsonObject Play(string action, (string Name, string Value) member) => new()
    {
        ["action"] = action,
        ["keyFile"] = Path.Combine(harness.Folder, "passkey.json"),
        ["links"] = new JsonArray(station.Link),
        [member.Name] = member.Value,
    };

    private async Task<JsonObject> MustDriveAsync(JsonObject task)
    {
        (JsonObject? answer, string complaint) = await station.DriveAsync(task);
        answer.ShouldNotBeNull(complaint);
        return answer;
    }

    // The browser's clock is the machine's; the harness's stands still until it is told.
    private void CatchUp() => harness.Time.Advance(DateTimeOffset.UtcNow - harness.Time.GetUtcNow());

    private static SignedStatement Statement(JsonObject posted)
    {
        SignedStatement.TryParse(GoldenFile.Canonical(posted).ToBytes(), out SignedStatement? signed, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return signed!;
    }

    private static RosterState Roster(JsonObject entry)
    {
        CanonicalObject person = GoldenFile.Canonical(entry);
        person.TryArray("keys", out CanonicalArray? keys).ShouldBeTrue();
        keys!.Items[0].TryObject(out CanonicalObject? key).ShouldBeTrue();
        CanonicalObject known = CanonicalObject.Of(
            ("person", "dora"), ("groups", CanonicalArray.Empty),
            ("keys", CanonicalArray.Of(key!.With("possession", default))));
        RosterState.TryParse([known], out RosterState? roster, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        return roster!;
    }
}
