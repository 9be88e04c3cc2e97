using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Audit;
using Strongroom.Cli.Audit;
using Strongroom.Cli.Ceremonies;
using Strongroom.Intents;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Demo;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Ceremonies;

/// <summary>The journal's word at a ceremony: a succession, and the proof that a plan was approved.</summary>
public sealed class SuccessionTests : IDisposable
{
    private static readonly Digest _plan = Digest.Sha256("a plan"u8);

    private readonly CeremonyRoom _room = new();
    private readonly LostJournal _journal = new();

    public void Dispose()
    {
        _room.Dispose();
        _journal.Dispose();
    }

    [TerminalFact]
    public async Task A_lost_journal_is_followed_by_the_next_with_a_proof_of_the_approval()
    {
        JsonObject draft = Draft(new Checkpoint(LostJournal.Origin, 9, TreeHash.Read(_plan.ToBytes())));
        CliRun planned = await _room.PlanAsync(draft, "plan");
        planned.ExitCode.ShouldBe(0, planned.Error);
        Intent.TryParse(File.ReadAllBytes(_room.PathOf("plan")), out Intent? intent, out _).ShouldBeTrue();
        File.WriteAllBytes(_room.PathOf("receipt"), Receipt(intent!.Digest));
        string[] options = [.. Trust(), "--approved", _room.PathOf("receipt")];
        using TerminalRun run = TerminalRun.Start([.. _room.Perform("plan", "out", "dave"), .. options]);
        await run.BeginAsync();
        await run.GoOnAsync("checkpoint");
        await run.GoOnAsync("successor");
        await run.SignAsync("carol", "erin", "walter", "sandra");
        (await run.EndAsync()).ShouldBe(0, run.Screen);
        File.Move(_room.PathOf("plan"), _room.PathOf("out.plan"));
        await _room.VerifyElsewhereAsync("out", 4);
        _room.Facts("out", "approval")["by"]!.GetValue<string>().ShouldBe("receipt");
        JsonObject last = _room.Facts("out", "checkpoint");
        last["origin"]!.GetValue<string>().ShouldBe(LostJournal.Origin);
        last["size"]!.GetValue<string>().ShouldBe("9");
        _room.Facts("out", "successor")["origin"]!.GetValue<string>().ShouldBe(LostJournal.Origin + "/2");
    }

    [TerminalFact]
    public async Task A_checkpoint_without_its_witness_and_the_old_key_again_end_nothing()
    {
        Checkpoint last = new(LostJournal.Origin, 9, TreeHash.Read(_plan.ToBytes()));
        await RefuseAsync("alone", Draft(last, isCosigned: false), AuditRefusal.WitnessesTooFew);
        JsonObject same = Draft(last);
        same["succession"]!["journalKey"] = NoteKey.Log(LostJournal.Origin + "/2", _journal.Key.PublicKey).ToString();
        await RefuseAsync("same", same, PerformRefusal.SuccessorKey);
        (await CliRun.RunAsync(_room.Perform("same.plan", "none"))).Error.ShouldContain(PerformRefusal.Trust);
        string[] malformed = [.. _room.Perform("same.plan", "none"), "--journal-key", "key"];
        (await CliRun.RunAsync(malformed)).Error.ShouldContain(PerformRefusal.Trust);
    }

    [Fact]
    public void Only_a_leaf_that_brings_this_plan_into_force_is_an_approval()
    {
        Judge(Receipt(_plan))!["by"]!.GetValue<string>().ShouldBe("receipt");
        Judge(Receipt(_plan, "effected", hasEffect: true)).ShouldNotBeNull();
        Refused(Receipt(_plan, hasEffect: false), PerformRefusal.NotApproved);
        Refused(Receipt(Digest.Sha256("another plan"u8)), PerformRefusal.NotApproved);
        Refused(Receipt(_plan, "rejected"), PerformRefusal.NotApproved);
        Refused(Receipt(_plan, isCosigned: false), AuditRefusal.WitnessesTooFew);
        Refused("{}"u8.ToArray(), PerformRefusal.Receipt);
        Refused([], PerformRefusal.Receipt);
        string text = Encoding.UTF8.GetString(Receipt(Digest.Sha256("another plan"u8)));
        string altered = text.Replace($"{Digest.Sha256("another plan"u8)}", $"{_plan}", StringComparison.Ordinal);
        Refused(Encoding.UTF8.GetBytes(altered), AuditRefusal.InclusionInvalid);
        Refused(Encoding.UTF8.GetBytes(text.Replace("\"index\":0", "\"index\":1", StringComparison.Ordinal)), PerformRefusal.Receipt);
    }

    [Fact]
    public async Task The_receipt_of_a_running_signer_is_taken()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = new(harness);
        Intent intent = SignerDesk.Parse(desk.Head().Compose(IntentKind.Ceremony, ("plan", CeremonySamples.Plan())));
        RegistrationAnswer answer = await desk.EnactAsync(intent);
        byte[] receipt = ProveLeaf.ReceiptOf(answer.Receipt.Leaf.Span, answer.Receipt.Proof);
        CanonicalObject? facts = CeremonyApproval.Check(receipt, harness.Trust, intent.Digest, out Refusal? refusal);
        facts.ShouldNotBeNull(refusal?.ToString());
        CeremonyApproval.Check(receipt, harness.Trust, _plan, out refusal).ShouldBeNull();
        refusal!.Code.ShouldBe(PerformRefusal.NotApproved);
        CeremonyApproval.Check(receipt, _journal.Trust, intent.Digest, out refusal).ShouldBeNull();
        refusal!.Code.ShouldBe(AuditRefusal.SignatureMissing);
    }

    private JsonObject Draft(Checkpoint last, bool isCosigned = true)
    {
        JsonObject draft = _room.Draft("succession");
        draft["succession"] = new JsonObject
        {
            ["checkpoint"] = Base64Url.EncodeToString(_journal.Sign(last, isCosigned).ToBytes()),
            ["journalKey"] = NoteKey.Log(LostJournal.Origin + "/2", _plan.ToBytes()).ToString(),
        };
        return draft;
    }

    private async Task RefuseAsync(string name, JsonObject draft, string code)
    {
        (await _room.PlanAsync(draft, $"{name}.plan")).ExitCode.ShouldBe(0);
        using TerminalRun run = TerminalRun.Start([.. _room.Perform($"{name}.plan", name), .. Trust()]);
        await run.BeginAsync();
        await run.GoOnAsync("checkpoint");
        await run.ExpectAsync(code);
        (await run.EndAsync()).ShouldBe(1);
    }

    private string[] Trust() => ["--journal-key", $"{_journal.Key}", "--witness", $"{_journal.Witness}"];

    private byte[] Receipt(Digest intent, string action = "registered", bool hasEffect = true, bool isCosigned = true)
    {
        CanonicalObject leaf = CanonicalObject.Of(("action", action), ("intentDigest", intent.ToString()));
        if (hasEffect) leaf = leaf.With("effect", CanonicalObject.Empty);
        return ProveLeaf.ReceiptOf(leaf.ToBytes(), _journal.Prove(leaf.ToBytes(), isCosigned));
    }

    private JsonObject? Judge(byte[] receipt)
    {
        CanonicalObject? facts = CeremonyApproval.Check(receipt, _journal.Trust, _plan, out Refusal? refusal);
        (facts is null).ShouldBe(refusal is not null);
        return facts is null ? null : JsonNode.Parse(facts.ToBytes())!.AsObject();
    }

    private void Refused(byte[] receipt, string code)
    {
        CeremonyApproval.Check(receipt, _journal.Trust, _plan, out Refusal? refusal).ShouldBeNull();
        refusal!.Code.ShouldBe(code);
    }
}
