using Strongroom.Ceremonies;
using Strongroom.Cli.Roster;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// Goes through the steps of a plan at the terminal, one entry each. The state is on the disk after every
/// step; the secrets are only in memory, so that an interrupted secret-bearing stretch starts over.
/// </summary>
internal sealed class CeremonyRun(
    Transcript transcript, CeremonyFolder folder, CeremonyTools tools) : IDisposable
{
    private const string AbortWord = "abort";

    private readonly IReadOnlyList<CeremonyStep> _steps = CeremonySteps.Of(transcript.Plan);
    private readonly CeremonySecrets _secrets = new(transcript, folder, tools);

    private static Timestamp Now => Timestamp.From(TimeProvider.System.GetUtcNow());

    internal Refusal? Perform()
    {
        Terminal.Say($"ceremony {transcript.Plan.Purpose.ToText()}  {transcript.Intent.Id}");
        Terminal.Say($"plan {transcript.Intent.Digest}");
        StartOver();
        while (transcript.Position!.Value < _steps.Count)
        {
            Refusal? refusal = PerformStep(_steps[transcript.Position.Value]);
            if (refusal is not null) return refusal;
        }

        SignAll();
        Invariant(transcript.Check());
        folder.Finish(transcript);
        Terminal.Say($"transcript {transcript.Hash}");
        return null;
    }

    public void Dispose() => _secrets.Dispose();

    /// <summary>
    /// After an interruption nothing secret is left in memory: back to where the secrets began.
    /// </summary>
    private void StartOver()
    {
        int position = transcript.Position!.Value;
        bool isInside = position > 0 && position < _steps.Count && _steps[position - 1].IsSecret
            && _steps[position].IsSecret;
        if (!isInside) return;
        string first = _steps.First(step => step.IsSecret).Id;
        folder.Clear();
        transcript.Append(Now, first, TranscriptEntry.StartedOver, CanonicalObject.Empty);
        folder.Save(transcript);
        Terminal.Say("The ceremony was interrupted while secrets were in use; that stretch starts over.");
    }

    private Refusal? PerformStep(CeremonyStep step)
    {
        int number = transcript.Position!.Value + 1;
        Terminal.Say($"\nstep {number} of {_steps.Count}  {step.Id}\n  {step.Actor}: {step.Words}");
        string? answer = Terminal.Ask($"Enter to go on, or {AbortWord}:");
        if (answer is null) throw new EndOfStreamException(
            "the terminal was closed; the ceremony can go on later");
        if (answer == AbortWord)
        {
            folder.Abort();
            return PerformRefusals.Aborted();
        }

        CanonicalObject? facts = Act(step, out Refusal? refusal);
        if (facts is null) return refusal;
        transcript.Append(Now, step.Id, TranscriptEntry.Done, facts);
        folder.Save(transcript);
        Terminal.Say($"  done {(facts.Count == 0 ? "" : System.Text.Encoding.UTF8.GetString(facts.ToBytes(
            )))}");
        return null;
    }

    private CanonicalObject? Act(CeremonyStep step, out Refusal? refusal)
    {
        refusal = null;
        switch (step.Id)
        {
            case CeremonySteps.Software:
                Terminal.Say($"  software {SoftwareHash.Own}");
                return CanonicalObject.Of(("software", SoftwareHash.Own.ToString()));
            case CeremonySteps.Roles:
                return CanonicalObject.Of(("present", Present()));
            case CeremonySteps.Close:
                return CanonicalObject.Empty;
            default:
                return _secrets.Act(step, out refusal);
        }
    }

    private CanonicalArray Present() => CanonicalArray.OfTexts(
        transcript.Plan.People.Where(one => tools.Keys.ContainsKey(one.Person)).Select(
            one => $"{one.Person}"));

    private void SignAll()
    {
        foreach (Participant one in transcript.Plan.People)
        {
            if (!tools.Keys.TryGetValue(one.Person, out PersonKeyFile? key)) continue;
            transcript.Sign(new TranscriptSignature(
                one.Person, key.ToPersonKey(KeyClass.Independent), key.Sign(transcript.Hash)));
        }
    }

    private static void Invariant(Refusal? wrong) =>
        Cryptography.Invariant.Holds(wrong is null, wrong?.ToString() ?? "the transcript is complete");
}
