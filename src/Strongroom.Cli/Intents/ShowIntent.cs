using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Intents;

namespace Strongroom.Cli.Intents;

/// <summary>
/// <c>intent show FILE [--json]</c>: every member of an intent, decoded and checked here, and its digest.
/// Amounts are in base units: units would need names that this machine cannot check.
/// </summary>
internal static class ShowIntent
{
    private const int LabelWidth = 14;

    internal static Command Build()
    {
        Argument<string> file =
            new("file") { Description = "the intent's exact bytes, or - for standard input" };
        Option<bool> json = Answer.JsonOption();
        Command command = new("show", "Decode an intent and print its digest");
        command.Arguments.Add(file);
        command.Options.Add(json);
        command.SetAction(parsed => Answer.Run(() => Run(parsed.GetValue(file)!, parsed.GetValue(json))));
        return command;
    }

    private static int Run(string file, bool isJson)
    {
        if (!Intent.TryParse(Answer.ReadInput(file), out Intent? intent, out Refusal? refusal))
            return Answer.Refuse(refusal, isJson);
        if (isJson)
        {
            CanonicalObject shown =
                CanonicalObject.Of(("digest", intent.Digest.ToString()), ("intent", intent.Body));
            Answer.WriteOutput(shown.ToBytes(), null);
            return Answer.Done;
        }

        Console.Out.WriteLine($"{intent.Kind.ToText()}  {intent.Id}");
        foreach (CanonicalMember member in intent.Body.Members)
        {
            if (member.Name is "schema" or "kind" or "id") continue;
            string words = WordsOf(member.Value).ReplaceLineEndings($"\n{new string(' ', LabelWidth + 2)}");
            Console.Out.WriteLine($"  {member.Name.PadRight(LabelWidth)}{words}");
        }

        Console.Out.WriteLine($"digest {intent.Digest}");
        return Answer.Done;
    }

    private static string WordsOf(CanonicalValue value)
    {
        if (value.TryText(out string? text)) return text;
        if (value.TryInteger(out long integer))
            return integer.ToString(System.Globalization.CultureInfo.InvariantCulture);
        CanonicalObject whole = CanonicalObject.Of(("value", value));
        JsonNode tree = JsonNode.Parse(Encoding.UTF8.GetString(whole.ToBytes()))!["value"]!;
        return tree.ToJsonString(Answer.Indented);
    }
}
