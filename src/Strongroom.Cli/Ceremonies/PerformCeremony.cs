using System.CommandLine;
using Strongroom.Ceremonies;
using Strongroom.Cli.Roster;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Roster;
using Participant = Strongroom.Ceremonies.Participant;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// <c>ceremony perform PLAN --out FOLDER --key PERSON=FILE … [--unlock-file FILE] [--keystore FILE]
/// [--hsm FILE --pin-file FILE] [--approved FILE --journal-key VKEY --witness VKEY …]</c>: at a terminal,
/// offline. The same command goes on with a ceremony that was interrupted.
/// </summary>
internal static class PerformCeremony
{
    internal static Command Build()
    {
        Argument<string> plan = new("plan") { Description = "the intent of the ceremony" };
        Option<string> output = new("--out") { Description = "the ceremony's folder", Required = true };
        PerformOptions options = new();
        Command command = new("perform", "Perform a ceremony, or go on with it");
        command.Arguments.Add(plan);
        command.Options.Add(output);
        options.AddTo(command);
        command.SetAction(parsed => Answer.Run(() =>
        {
            Refusal? refusal = options.Prepare(parsed, out CeremonyTools brought);
            using CeremonyTools tools = brought;
            refusal ??= Run(Answer.ReadInput(parsed.GetValue(plan)!), parsed.GetValue(output)!, tools);
            return refusal is null ? Answer.Done : Answer.Refuse(refusal, isJson: false);
        }));
        return command;
    }

    private static Refusal? Run(byte[] planBytes, string folder, CeremonyTools tools)
    {
        if (!CanonicalJson.TryRead(planBytes, Intent.BytesMax, out CanonicalObject? body,
            out Refusal? refusal))
            return refusal;
        if (!Transcript.TryReadPlan(body, out Intent.Ceremony? intent, out CeremonyPlan? plan, out refusal))
            return refusal;
        refusal = CheckBefore(intent, plan, tools) ?? CheckTools(plan, tools);
        if (refusal is not null) return refusal;
        CeremonyFolder files = new(folder);
        if (!files.TryBegin(intent, plan, out Transcript? transcript, out refusal)) return refusal;
        using CeremonyRun run = new(transcript, files, tools);
        return run.Perform();
    }

    /// <summary>What must hold before anybody sits down; in this order.</summary>
    private static Refusal? CheckBefore(Intent.Ceremony intent, CeremonyPlan plan, CeremonyTools tools)
    {
        if (plan.Software != SoftwareHash.Own) return PerformRefusals.SoftwareDiffers();
        if (intent.IsExpired(Timestamp.From(TimeProvider.System.GetUtcNow(
            )))) return PerformRefusals.Expired();
        foreach (Participant one in plan.People)
        {
            bool isHere = tools.Keys.TryGetValue(one.Person, out PersonKeyFile? key);
            if (isHere && key!.ToPersonKey(KeyClass.Independent).Id != one.Key)
                return PerformRefusals.KeyDiffers($"{one.Person}");
        }

        return plan.CheckPresence(tools.Keys.Keys);
    }

    private static Refusal? CheckTools(CeremonyPlan plan, CeremonyTools tools)
    {
        HashSet<string> steps = [.. CeremonySteps.Of(plan).Select(step => step.Id)];
        bool isRootUsed = steps.Contains(CeremonySteps.Seal) || steps.Contains(CeremonySteps.Open);
        bool isWrapped = plan.Keystore == ProtectionLevel.HsmWrapped;
        if (isRootUsed && !isWrapped && tools.Unlock is null) return PerformRefusals.Unlock();
        if (isRootUsed && isWrapped && tools.Tokens is null) return PerformRefusals.Hsm();
        if (steps.Contains(CeremonySteps.Open) && !File.Exists(tools.Keystore))
            return PerformRefusals.Keystore();
        if (steps.Contains(CeremonySteps.Examine) && tools.Keystore is null)
            return PerformRefusals.Keystore();
        if (steps.Contains(CeremonySteps.Checkpoint) && tools.Trust is null) return PerformRefusals.Trust();
        return Terminal.IsThere ? null : PerformRefusals.NoTerminal();
    }
}
