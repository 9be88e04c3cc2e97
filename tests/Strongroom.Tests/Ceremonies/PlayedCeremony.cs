using Strongroom.Ceremonies;
using Strongroom.Intents;

namespace Strongroom.Tests.Ceremonies;

/// <summary>A transcript as a ceremony leaves it: every step of its plan, the facts about the root, all signatures.</summary>
internal static class PlayedCeremony
{
    internal static byte[] Of(Intent intent, Digest root, Timestamp at) => Play(intent, root, at).ToCanonical().ToBytes();

    internal static Transcript Play(Intent intent, Digest root, Timestamp at)
    {
        Transcript.TryReadPlan(intent.Body, out Intent.Ceremony? ceremony, out CeremonyPlan? plan, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        Transcript transcript = Transcript.Begin(ceremony!, plan!);
        foreach (CeremonyStep step in CeremonySteps.Of(plan!))
            transcript.Append(at, step.Id, TranscriptEntry.Done, FactsOf(plan!, step.Id, root));
        foreach (Participant one in plan!.People)
        {
            TestSigner signer = new($"{one.Person}");
            transcript.Sign(new TranscriptSignature(one.Person, signer.Key.Key, signer.Key.Sign(transcript.Hash)));
        }

        return transcript;
    }

    private static CanonicalObject FactsOf(CeremonyPlan plan, string step, Digest root) => step switch
    {
        CeremonySteps.Roles => CanonicalObject.Of(
            ("present", CanonicalArray.OfTexts(plan.People.Select(one => $"{one.Person}")))),
        CeremonySteps.Check or CeremonySteps.Root or CeremonySteps.Open or CeremonySteps.Examine => CanonicalObject.Of(("root", $"{root}")),
        CeremonySteps.Seal when plan.Tokens.Length > 0 => CanonicalObject.Of(
            ("tokens", CanonicalArray.OfObjects(plan.Tokens.Select(token => CanonicalObject.Of(
                ("country", $"{token.Country}"), ("firmware", "2.6"), ("label", token.Label), ("model", "a model"),
                ("serial", token.Serial ?? "0123456789abcdef"), ("site", token.Site)))))),
        _ => CanonicalObject.Empty,
    };

    private sealed record TestSigner(string Person)
    {
        internal Roster.TestKey Key => CeremonySamples.KeyOf(Person);
    }
}
