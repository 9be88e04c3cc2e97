using System.CommandLine;
using System.Diagnostics;

namespace Strongroom.Cli.Cold;

/// <summary>
/// <c>cold scan PICTURE… --out FILE</c>: a file out of pictures of its QR codes, read by zbarimg.
/// </summary>
internal static class ScanFrames
{
    private const string Reader = "zbarimg";
    private const int PicturesPerRun = 64;
    private static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(2);

    internal static Command Build()
    {
        Argument<string[]> pictures = new("pictures") { Description = "image files, in any order" };
        Option<string> output = new("--out") { Description = "the file to write", Required = true };
        Option<bool> json = Answer.JsonOption();
        Command command = new("scan", "Read a file from pictures of QR codes");
        command.Arguments.Add(pictures);
        command.Options.Add(output);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => Answer.RunAsync(async () =>
        {
            List<string> lines = [];
            foreach (string[] some in parsed.GetValue(pictures)!.Chunk(PicturesPerRun))
                lines.AddRange(await ReadAsync(some, stop));
            if (!QrFrames.TryJoin(lines, out byte[]? file, out Refusal? refusal))
                return Answer.Refuse(refusal, parsed.GetValue(json));
            Answer.WriteOutput(file, parsed.GetValue(output));
            Console.Out.WriteLine($"bytes  {file.Length}");
            return Answer.Done;
        }));
        return command;
    }

    private static async Task<string[]> ReadAsync(string[] pictures, CancellationToken stop)
    {
        ProcessStartInfo start = new(Reader)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (string part in (string[])["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", .. pictures])
            start.ArgumentList.Add(part);
        using Process process = Start(start);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(TimeMax);
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        await error;
        return (await output).Split('\n');
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception cause)
        {
            throw new IOException($"{Reader} is not installed (Debian zbar-tools)", cause);
        }
    }
}
