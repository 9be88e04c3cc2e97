using System.CommandLine;
using Strongroom.Intents;
using Strongroom.Sweeps;

namespace Strongroom.Cli.Sweeps;

/// <summary><c>sweep show FILE [--json]</c>: every intent of a bundle read back, and the totals.</summary>
internal static class ShowSweep
{
    internal static Command Build()
    {
        Argument<string> file = SweepFile.Argument();
        Option<bool> json = Answer.JsonOption();
        Command command = new("show", "Explain a sweep and total it by asset");
        command.Arguments.Add(file);
        command.Options.Add(json);
        command.SetAction(parsed => Answer.Run(() =>
        {
            bool isJson = parsed.GetValue(json);
            if (!SweepFile.TryRead(parsed.GetValue(file)!, out SweepBundle? bundle, out Refusal? refusal))
                return Answer.Refuse(refusal, isJson);
            if (!isJson)
            {
                foreach (SweepStep step in bundle.Steps)
                    Console.Out.WriteLine(
                        $"{step.Intent.Digest}  {step.Wave.ToText(),-6}{SweepText.LineOf(step)}");
            }

            SweepText.Show(bundle, isJson);
            return Answer.Done;
        }));
        return command;
    }
}
