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

        if (!TrySignAll()) return Abort();
        Invariant(transcript.Check());
        folder.Finish(transcript);
        Terminal.Say($"transcript {transcript.Hash}");
        return null;
    }

    public void Dispose() => _secrets.Dispose();

    /// <summary>
    /// After an interruption nothing secret is left in memory: back to where the secrets began, or further
    /// where other people are here than before.
    /// </summary>
    private void StartOver()
    {
        int position = transcript.Position!.Value;
        if (position > 1 && !transcript.Present.SetEquals(Present))
        {
            StartOver(
                CeremonySteps.Roles, "Other people are here than before; the ceremony starts over.");
            return;
        }

        bool isInside = position > 0 && position < _steps.Count && _steps[position - 1].IsSecret
            && _steps[position].IsSecret;
        if (!isInside) return;
        StartOver(
            _steps.First(step => step.IsSecret).Id,
            "The ceremony was interrupted while secrets were in use; that stretch starts over.");
    }

    private void StartOver(string step, string words)
    {
        folder.Clear();
        transcript.Append(Now, step, TranscriptEntry.StartedOver, CanonicalObject.Empty);
        folder.Save(transcript);
        Terminal.Say(words);
    }

    private Refusal? PerformStep(CeremonyStep step)
    {
        int number = transcript.Position!.Value + 1;
        Terminal.Say($"\nstep {number} of {_steps.Count}  {step.Id}\n  {step.Actor}: {step.Words}");
        if (Ask($"Enter to go on, or {AbortWord}:") == AbortWord) return Abort();
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
                CanonicalArray present = CanonicalArray.OfTexts(Present.Select(person => $"{person}"));
                return CanonicalObject.Of(("present", present));
            case CeremonySteps.Close:
                return CanonicalObject.Empty;
            default:
                return _secrets.Act(step, out refusal);
        }
    }

    private IEnumerable<PersonId> Present =>
        transcript.Plan.People.Select(one => one.Person).Where(tools.Keys.ContainsKey);

    /// <summary>Each person signs for themselves; nobody's key is used before they said so.</summary>
    private bool TrySignAll()
    {
        Terminal.Say($"\nthe transcript to sign: {transcript.Hash}");
        foreach (PersonId person in Present)
        {
            if (Ask($"{person}: Enter signs it with your key, or {AbortWord}:") == AbortWord) return false;
            PersonKeyFile key = tools.Keys[person];
            transcript.Sign(new TranscriptSignature(
                person, key.ToPersonKey(KeyClass.Independent), key.Sign(transcript.Hash)));
        }

        return true;
    }

    private Refusal Abort()
    {
        folder.Abort();
        return PerformRefusals.Aborted();
    }

    private static string Ask(string words) => Terminal.Ask(words)
        ?? throw new EndOfStreamException("the terminal was closed; the ceremony can go on later");

    private static void Invariant(Refusal? wrong) =>
        Cryptography.Invariant.Holds(wrong is null, wrong?.ToString() ?? "the transcript is complete");
}
