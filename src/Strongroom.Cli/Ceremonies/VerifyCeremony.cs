using System.CommandLine;
using Strongroom.Ceremonies;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// <c>ceremony verify TRANSCRIPT [--plan FILE]</c>: plan, chain, steps and signatures, with nothing else at
/// hand.
/// </summary>
internal static class VerifyCeremony
{
    internal static Command Build()
    {
        Argument<string> file = new("transcript") { Description = "the transcript, or -" };
        Option<string?> plan = new("--plan") { Description = "the intent that people approved, to compare" };
        Option<bool> json = Answer.JsonOption();
        Command command = new("verify", "Verify the transcript of a ceremony");
        command.Arguments.Add(file);
        command.Options.Add(plan);
        command.Options.Add(json);
        command.SetAction(parsed => Answer.Run(() =>
            Run(parsed.GetValue(file)!, parsed.GetValue(plan), parsed.GetValue(json))));
        return command;
    }

    private static int Run(string file, string? planFile, bool isJson)
    {
        if (!Transcript.TryParse(Answer.ReadInput(file), out Transcript? transcript, out Refusal? refusal))
            return Answer.Refuse(refusal, isJson);
        refusal = transcript.Check();
        bool isSame = planFile is null
            || Answer.ReadInput(planFile).AsSpan().SequenceEqual(transcript.Intent.Bytes.Span);
        if (!isSame) refusal ??= PerformRefusals.PlanDiffers();
        if (refusal is not null) return Answer.Refuse(refusal, isJson);
        if (isJson)
        {
            CanonicalObject shown = CanonicalObject.Of(
                ("hash", transcript.Hash.ToString()), ("intent", transcript.Intent.Digest.ToString()),
                ("purpose", transcript.Plan.Purpose.ToText()), ("signatures", transcript.Signatures.Count));
            Answer.WriteOutput(shown.ToBytes(), null);
            return Answer.Done;
        }

        Console.Out.WriteLine($"{transcript.Plan.Purpose.ToText()}  {transcript.Intent.Id}");
        foreach (TranscriptEntry entry in transcript.Entries)
            Console.Out.WriteLine($"  {entry.Outcome,-14} {entry.Step}");
        foreach (TranscriptSignature signature in transcript.Signatures)
            Console.Out.WriteLine($"  signed by      {signature.Person}  {signature.Key.Id.Fingerprint}");
        Console.Out.WriteLine($"plan       {transcript.Intent.Digest}");
        Console.Out.WriteLine($"transcript {transcript.Hash}");
        return Answer.Done;
    }
}
