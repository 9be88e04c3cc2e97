using Strongroom.Ceremonies;
using Strongroom.Cli.Roster;
using Strongroom.Cryptography.Pkcs11;
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
        Refusal? others = StartOver();
        if (others is not null) return others;
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
    private Refusal? StartOver()
    {
        int position = transcript.Position!.Value;
        int roles = _steps.Index().First(step => step.Item.Id == CeremonySteps.Roles).Index;
        if (position > roles && !transcript.Present.SetEquals(Present))
        {
            if (folder.IsFinal) return PerformRefusals.PeopleDiffer();
            StartOver(
                CeremonySteps.Roles, "Other people are here than before; the ceremony starts over.");
            return null;
        }

        bool isInside = position > 0 && position < _steps.Count && _steps[position - 1].IsSecret
            && _steps[position].IsSecret;
        if (!isInside) return null;
        int first = position;
        while (_steps[first - 1].IsSecret) first--;
        StartOver(
            _steps[first].Id,
            "The ceremony was interrupted while secrets were in use; that stretch starts over.");
        return null;
    }

    private void StartOver(string step, string words)
    {
        SealRoot.Forget(transcript, tools.Tokens);
        folder.Clear();
        transcript.Append(Now, step, TranscriptEntry.StartedOver, CanonicalObject.Empty);
        folder.Save(transcript);
        Terminal.Say(words);
    }

    private Refusal? PerformStep(CeremonyStep step)
    {
        int number = transcript.Position!.Value + 1;
        Terminal.Say($"\nstep {number} of {_steps.Count}  {step.Id}\n  {step.Actor}: {step.Words}");
        if (!MayGoOn($"Enter to go on, or {AbortWord}:")) return Abort();
        CanonicalObject? facts;
        Refusal? refusal;
        try
        {
            facts = Act(step, out refusal);
        }
        catch (TokenException problem)
        {
            return PerformRefusals.TokenRefused(problem.Message);
        }

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
        if (step.Id != CeremonySteps.Roles) return CeremonyActs.Act(_secrets, step, out refusal);
        return CanonicalObject.Of(
            ("present", CanonicalArray.OfTexts(Present.Select(person => $"{person}"))));
    }

    private IEnumerable<PersonId> Present =>
        transcript.Plan.People.Select(one => one.Person).Where(tools.Keys.ContainsKey);

    /// <summary>Each person signs for themselves; nobody's key is used before they said so.</summary>
    private bool TrySignAll()
    {
        Terminal.Say($"\nthe transcript to sign: {transcript.Hash}");
        foreach (PersonId person in Present)
        {
            if (!MayGoOn($"{person}: Enter signs it with your key, or {AbortWord}:")) return false;
            PersonKeyFile key = tools.Keys[person];
            transcript.Sign(new TranscriptSignature(
                person, key.ToPersonKey(KeyClass.Independent), key.Sign(transcript.Hash)));
        }

        return true;
    }

    /// <summary>False for an abort, which is not taken once the record must be kept.</summary>
    private bool MayGoOn(string words)
    {
        while (Ask(words) == AbortWord)
        {
            if (!folder.IsFinal) return false;
            Terminal.Say(
                "  Something is destroyed or has left the room: the ceremony can only be finished.");
        }

        return true;
    }

    private Refusal Abort()
    {
        SealRoot.Forget(transcript, tools.Tokens);
        folder.Abort();
        return PerformRefusals.Aborted();
    }

    private static string Ask(string words) => Terminal.Ask(words)
        ?? throw new EndOfStreamException("the terminal was closed; the ceremony can go on later");

    private static void Invariant(Refusal? wrong) =>
        Cryptography.Invariant.Holds(wrong is null, wrong?.ToString() ?? "the transcript is complete");
}
