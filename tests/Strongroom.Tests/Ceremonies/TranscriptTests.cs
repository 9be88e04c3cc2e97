using Strongroom.Ceremonies;
using Strongroom.Intents;
using Strongroom.Tests.Intents;

namespace Strongroom.Tests.Ceremonies;

public sealed class TranscriptTests
{
    private static readonly Intent _intent = Samples.Parse(Samples.Body(IntentKind.Ceremony));

    [Fact]
    public void A_whole_transcript_comes_back_from_its_bytes_and_holds()
    {
        Transcript whole = Whole();
        whole.Check().ShouldBeNull();
        Transcript again = Parse(whole.ToCanonical());
        again.Check().ShouldBeNull();
        again.Hash.ShouldBe(whole.Hash);
    }

    [Fact]
    public void A_stretch_that_started_over_is_told()
    {
        Transcript transcript = Begin();
        Do(transcript, 5);
        Append(transcript, "open", TranscriptEntry.StartedOver);
        transcript.Position.ShouldBe(3);
        foreach (CeremonyStep step in CeremonySteps.Of(transcript.Plan).Skip(3)) Append(transcript, step.Id);
        SignAll(transcript);
        transcript.Check().ShouldBeNull();
    }

    [Fact]
    public void Any_altered_entry_breaks_the_chain()
    {
        CanonicalObject body = Whole().ToCanonical();
        body.TryArray("entries", out CanonicalArray? entries).ShouldBeTrue();
        for (int index = 0; index < entries!.Count; index++)
        {
            CanonicalValue[] items = entries.Items.ToArray();
            items[index].TryObject(out CanonicalObject? entry).ShouldBeTrue();
            items[index] = entry!.With("at", "2026-11-21T10:59:00Z");
            Refusal? refusal = Judge(body.With("entries", CanonicalArray.Of(items)));
            bool isLast = index == entries.Count - 1;
            refusal!.Code.ShouldBe(isLast ? CeremonyRefusal.SignatureInvalid : CeremonyRefusal.ChainBroken);
            Judge(body.With("entries", CanonicalArray.Of(items.Where((_, at) => at != index).ToArray())))
                .ShouldNotBeNull();
        }

        Judge(body.With("schema", "strongroom/transcript/v2"))!.Code.ShouldBe(CeremonyRefusal.UnknownSchema);
    }

    [Fact]
    public void An_altered_plan_is_another_plan()
    {
        CanonicalObject body = Whole().ToCanonical();
        CanonicalObject plan = CeremonySamples.Plan().With("software", $"{Digest.Sha256("another program"u8)}");
        Judge(body.With("intent", _intent.Body.With("plan", plan)))!.Code.ShouldBe(CeremonyRefusal.ChainBroken);
    }

    [Fact]
    public void Steps_in_another_order_or_left_out_are_refused()
    {
        Transcript short1 = Begin();
        Do(short1, 5);
        SignAll(short1);
        short1.Check()!.Code.ShouldBe(CeremonyRefusal.StepsDiffer);
        Transcript swapped = Begin();
        foreach (CeremonyStep step in CeremonySteps.Of(swapped.Plan).Reverse()) Append(swapped, step.Id);
        swapped.Position.ShouldBeNull();
        swapped.Check()!.Code.ShouldBe(CeremonyRefusal.StepsDiffer);
    }

    [Fact]
    public void Everybody_who_was_there_signs_once_with_the_planned_key()
    {
        Transcript nobody = Begin();
        Do(nobody, 9);
        nobody.Check()!.Code.ShouldBe(CeremonyRefusal.SignatureMissing);
        Transcript twice = Whole();
        twice.Sign(twice.Signatures[0]);
        twice.Check()!.Code.ShouldBe(CeremonyRefusal.SignatureUnexpected);
        Transcript other = Begin();
        Do(other, 9);
        other.Sign(Signature(other, "carol", "dave"));
        other.Check()!.Code.ShouldBe(CeremonyRefusal.SignatureUnexpected);
        Transcript early = Begin();
        Do(early, 8);
        SignAll(early);
        Append(early, CeremonySteps.Close);
        early.Check()!.Code.ShouldBe(CeremonyRefusal.SignatureInvalid);
    }

    internal static Transcript Whole()
    {
        Transcript transcript = Begin();
        Do(transcript, 9);
        SignAll(transcript);
        return transcript;
    }

    private static Transcript Begin()
    {
        Transcript.TryReadPlan(_intent.Body, out Intent.Ceremony? intent, out CeremonyPlan? plan, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return Transcript.Begin(intent!, plan!);
    }

    private static void Do(Transcript transcript, int steps)
    {
        foreach (CeremonyStep step in CeremonySteps.Of(transcript.Plan).Take(steps)) Append(transcript, step.Id);
    }

    private static void Append(Transcript transcript, string step, string outcome = TranscriptEntry.Done)
    {
        CanonicalObject facts = step == CeremonySteps.Roles
            ? CanonicalObject.Of(("present", CanonicalArray.OfTexts(transcript.Plan.People.Select(one => $"{one.Person}"))))
            : CanonicalObject.Empty;
        transcript.Append(Samples.Time("2026-11-21T11:00:00Z"), step, outcome, facts);
    }

    private static void SignAll(Transcript transcript)
    {
        foreach (string person in CeremonySamples.Custodians.Concat(CeremonySamples.Others))
            transcript.Sign(Signature(transcript, person, person));
    }

    private static TranscriptSignature Signature(Transcript transcript, string person, string key) => new(
        Samples.Person(person), CeremonySamples.KeyOf(key).Key, CeremonySamples.KeyOf(key).Sign(transcript.Hash));

    private static Transcript Parse(CanonicalObject body)
    {
        Transcript.TryParse(body.ToBytes(), out Transcript? transcript, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return transcript!;
    }

    private static Refusal? Judge(CanonicalObject body) =>
        Transcript.TryParse(body.ToBytes(), out Transcript? transcript, out Refusal? refusal)
            ? transcript.Check() : refusal;
}
