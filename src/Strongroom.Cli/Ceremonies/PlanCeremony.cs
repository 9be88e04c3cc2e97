using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strongroom.Ceremonies;
using Strongroom.Cli.Demo;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// <c>ceremony plan DRAFT --institution HEX [--days N] --out FILE</c>: an intent out of the plan's members in
/// JSON of any form; <c>software</c> is this program unless the draft names another.
/// </summary>
internal static class PlanCeremony
{
    internal static Command Build()
    {
        Argument<string> draft = new("draft") { Description = "the plan's members as JSON, or -" };
        Option<string> institution = new("--institution") { Description = "the genesis", Required = true };
        Option<int> days = new("--days") { DefaultValueFactory = _ => 14 };
        Option<string> output = new("--out") { Description = "a new file for the intent", Required = true };
        Command command = new("plan", "Make the intent that a ceremony will follow");
        command.Arguments.Add(draft);
        command.Options.Add(institution);
        command.Options.Add(days);
        command.Options.Add(output);
        command.SetAction(parsed => Answer.Run(() => Run(
            parsed.GetValue(draft)!, parsed.GetValue(institution)!, parsed.GetValue(days),
            parsed.GetValue(output)!)));
        return command;
    }

    private static int Run(string draft, string institution, int days, string output)
    {
        if (!Digest.TryParse(institution, out Digest genesis, out Refusal? refusal))
            return Answer.Refuse(refusal with { Field = "--institution" }, isJson: false);
        JsonObject? members = ReadDraft(draft);
        if (members is null) return Answer.Fail(
            "the draft is no JSON object of texts, whole numbers and lists");
        members["software"] ??= SoftwareHash.Own.ToString();
        Timestamp now = Timestamp.From(TimeProvider.System.GetUtcNow());
        IntentHead head = new(
            genesis, IntentId.From(NewId.Create()), now, now + TimeSpan.FromDays(Math.Clamp(days, 1, 31)));
        CanonicalObject body = head.Compose(IntentKind.Ceremony, ("plan", CanonicalTree.Of(members)));
        if (!Transcript.TryReadPlan(body, out Intent.Ceremony? intent, out CeremonyPlan? plan, out refusal))
            return Answer.Refuse(refusal, isJson: false);
        Answer.WriteOutput(intent.Bytes.ToArray(), output);
        foreach (CeremonyStep step in CeremonySteps.Of(plan))
            Console.Out.WriteLine($"  {step.Id,-20} {step.Actor,-14} {step.Words}");
        Console.Out.WriteLine($"digest {intent.Digest}");
        return Answer.Done;
    }

    private static JsonObject? ReadDraft(string path)
    {
        try
        {
            return JsonNode.Parse(Answer.ReadInput(path)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
