using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Audit;
using Strongroom.Ceremonies;
using Strongroom.Cli.Audit;
using Strongroom.Cli.Ceremonies;
using Strongroom.Intents;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Ceremonies;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Intents;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// Whoever runs the Server, and one participant of a ceremony, who want another plan performed than people approved,
/// or another story told of it. The machine of a ceremony is offline: what it refuses, it shows, and what it was not
/// shown stands in the transcript that everybody signs.
/// </summary>
public sealed class ForgedCeremonyTests
{
    private static readonly string[] _people = ["carol", "dave", "erin", "walter", "sandra"];

    [Fact]
    public async Task A_receipt_of_another_plan_or_from_another_journal_approves_nothing()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = new(harness);
        Intent approved = Plan(desk, CeremonySamples.Plan());
        Intent wanted = Plan(desk, CeremonySamples.Plan().With("software", $"{Digest.Sha256("a program of the thief"u8)}"));
        Receipt own = (await desk.EnactAsync(approved)).Receipt;
        byte[] receipt = ProveLeaf.ReceiptOf(own.Leaf.Span, own.Proof);
        CeremonyApproval.Check(receipt, harness.Trust, approved.Digest, out _).ShouldNotBeNull();
        Refused(receipt, harness.Trust, wanted, PerformRefusal.NotApproved);
        byte[] leaf = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(own.Leaf.Span)
            .Replace($"{approved.Digest}", $"{wanted.Digest}", StringComparison.Ordinal));
        Refused(ProveLeaf.ReceiptOf(leaf, own.Proof), harness.Trust, wanted, AuditRefusal.InclusionInvalid);
        using LostJournal thief = new();
        Refused(ProveLeaf.ReceiptOf(leaf, thief.Prove(leaf)), harness.Trust, wanted, AuditRefusal.SignatureMissing);
    }

    [Fact]
    public void Without_a_receipt_the_transcript_says_so_and_cannot_be_made_to_say_otherwise()
    {
        JsonObject body = JsonNode.Parse(TranscriptTests.Whole().ToCanonical().ToBytes())!.AsObject();
        body["entries"]![0]!["facts"] = new JsonObject { ["by"] = "receipt" };
        Refused(body, CeremonyRefusal.ChainBroken);
    }

    [Fact]
    public void One_participant_tells_no_other_story_than_everybody_signed()
    {
        JsonObject body = JsonNode.Parse(TranscriptTests.Whole().ToCanonical().ToBytes())!.AsObject();
        foreach (string person in _people)
        {
            JsonObject alone = body.DeepClone().AsObject();
            JsonArray signatures = alone["signatures"]!.AsArray();
            JsonNode own = signatures.First(one => one!["person"]!.GetValue<string>() == person)!;
            alone["signatures"] = new JsonArray(own.DeepClone());
            Refused(alone, CeremonyRefusal.SignatureMissing);
        }

        JsonArray entries = body["entries"]!.AsArray();
        entries[^1]!["at"] = "2026-11-21T12:00:00Z";
        Refused(body, CeremonyRefusal.SignatureInvalid);
    }

    private static Intent Plan(SignerDesk desk, CanonicalObject plan) =>
        SignerDesk.Parse(desk.Head().Compose(IntentKind.Ceremony, ("plan", plan)));

    private static void Refused(byte[] receipt, LogTrust trust, Intent plan, string code)
    {
        CeremonyApproval.Check(receipt, trust, plan.Digest, out Refusal? refusal).ShouldBeNull();
        refusal!.Code.ShouldBe(code);
    }

    private static void Refused(JsonObject body, string code)
    {
        byte[] bytes = GoldenFile.Canonical(body).ToBytes();
        Refusal? refusal = Transcript.TryParse(bytes, out Transcript? transcript, out Refusal? wrong)
            ? transcript.Check()
            : wrong;
        refusal!.Code.ShouldBe(code);
    }
}
