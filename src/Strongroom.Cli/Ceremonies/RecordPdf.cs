using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Strongroom.Ceremonies;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// The record as a PDF, by weasyprint where the machine has it. The page names nothing outside itself, so
/// that nothing is fetched; date and identifier come from the transcript, so that the same transcript gives
/// the same bytes on the same machine.
/// </summary>
internal static class RecordPdf
{
    private const string Program = "weasyprint";
    private static readonly TimeSpan _timeMax = TimeSpan.FromMinutes(1);

    /// <summary>False where there is no such program, or it fails: the page itself is there anyway.</summary>
    internal static bool TryWrite(Transcript transcript, string page, string pdf)
    {
        ProcessStartInfo start = new(
            Program, ["--quiet", "--pdf-identifier", transcript.Hash.ToString(), page, pdf])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SOURCE_DATE_EPOCH"] = SecondsOf(transcript).ToString(CultureInfo.InvariantCulture);
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            _ = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync();
            if (process.WaitForExit(_timeMax)) return process.ExitCode == 0 && File.Exists(pdf);
            process.Kill(entireProcessTree: true);
            return false;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static long SecondsOf(Transcript transcript)
    {
        transcript.Entries[^1].Body.TryText("at", out string? text);
        bool isTime = Timestamp.TryParse(text!, out Timestamp at, out _);
        Cryptography.Invariant.Holds(isTime);
        return at.UnixSeconds;
    }
}
