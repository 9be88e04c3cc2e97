using System.CommandLine;
using Strongroom.Ceremonies;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// <c>ceremony record TRANSCRIPT --out NAME</c>: the record of a verified transcript as NAME.html and, where
/// weasyprint is, NAME.pdf. The machine of the ceremony need not have it.
/// </summary>
internal static class RecordCeremony
{
    internal static Command Build()
    {
        Argument<string> file = new("transcript") { Description = "the transcript, or -" };
        Option<string> output = new("--out") { Description = "name of new files", Required = true };
        Command command = new("record", "Print the record of a verified transcript");
        command.Arguments.Add(file);
        command.Options.Add(output);
        command.SetAction(parsed => Answer.Run(() =>
            Run(parsed.GetValue(file)!, parsed.GetValue(output)!)));
        return command;
    }

    private static int Run(string file, string name)
    {
        if (!Transcript.TryParse(Answer.ReadInput(file), out Transcript? transcript, out Refusal? refusal))
            return Answer.Refuse(refusal, isJson: false);
        refusal = transcript.Check();
        if (refusal is not null) return Answer.Refuse(refusal, isJson: false);
        string page = name + ".html", pdf = name + ".pdf";
        Answer.WriteOutput(System.Text.Encoding.UTF8.GetBytes(RecordPage.Write(transcript)), page);
        if (File.Exists(pdf)) throw new IOException($"{pdf} exists already");
        bool isPdf = RecordPdf.TryWrite(transcript, page, pdf);
        Console.Out.WriteLine(isPdf ? $"{page} {pdf}" : $"{page} (no weasyprint here: print this)");
        return Answer.Done;
    }
}
