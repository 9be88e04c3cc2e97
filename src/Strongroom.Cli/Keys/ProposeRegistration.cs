using System.CommandLine;
using Strongroom.Ceremonies;
using Strongroom.Intents;

namespace Strongroom.Cli.Keys;

/// <summary>
/// <c>key register TRANSCRIPT --out FILE</c>: the intent that brings a finished ceremony into the key
/// register. It is handed in with <c>intent register FILE --attachment TRANSCRIPT</c>.
/// </summary>
internal static class ProposeRegistration
{
    internal static Command Build()
    {
        Argument<string> file = new("transcript") { Description = "the transcript of a finished ceremony" };
        Option<string> output = KeyIntent.OutputOption();
        Command command = new("register", "Propose that a ceremony enters the key register");
        command.Arguments.Add(file);
        command.Options.Add(output);
        command.SetAction(parsed => Answer.Run(() =>
        {
            byte[] bytes = Answer.ReadInput(parsed.GetValue(file)!);
            if (!Transcript.TryParse(bytes, out Transcript? transcript, out Refusal? refusal))
                return Answer.Refuse(refusal, isJson: false);
            if (transcript.Check() is { } incomplete) return Answer.Refuse(incomplete, isJson: false);
            Intent intent = KeyIntent.Make(
                transcript.Intent.Institution, IntentKind.KeyRegistration,
                ("transcript", Digest.Sha256(bytes).ToString()));
            return KeyIntent.Write(intent, parsed.GetValue(output)!);
        }));
        return command;
    }
}
