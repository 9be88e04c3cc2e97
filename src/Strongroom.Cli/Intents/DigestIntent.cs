using System.CommandLine;
using Strongroom.Intents;

namespace Strongroom.Cli.Intents;

/// <summary><c>intent digest FILE [--json]</c>: the digest, after the whole intent was checked.</summary>
internal static class DigestIntent
{
    internal static Command Build()
    {
        Argument<string> file =
            new("file") { Description = "the intent's exact bytes, or - for standard input" };
        Option<bool> json = Answer.JsonOption();
        Command command = new("digest", "Print an intent's digest");
        command.Arguments.Add(file);
        command.Options.Add(json);
        command.SetAction(parsed => Answer.Run(() => Run(parsed.GetValue(file)!, parsed.GetValue(json))));
        return command;
    }

    private static int Run(string file, bool isJson)
    {
        if (!Intent.TryParse(Answer.ReadInput(file), out Intent? intent, out Refusal? refusal))
            return Answer.Refuse(refusal, isJson);
        Console.Out.WriteLine(isJson ? $$"""{"digest":"{{intent.Digest}}"}""" : intent.Digest.ToString());
        return Answer.Done;
    }
}
