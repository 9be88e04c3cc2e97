using System.Diagnostics;

namespace Strongroom.Cli.Demo;

/// <summary>Runs a program to its end and gives what it printed.</summary>
internal static class Tool
{
    private const int ErrorCharactersMax = 300;
    private static readonly TimeSpan s_timeMax = TimeSpan.FromMinutes(2);

    internal static async Task<string> RunAsync(
        IReadOnlyList<string> command, CancellationToken stop, string? input = null)
    {
        (int code, string output, string error) = await TryRunAsync(command, stop, input);
        if (code == 0) return output;
        string name = Path.GetFileNameWithoutExtension(
            command.FirstOrDefault(part => part.EndsWith(".dll", StringComparison.Ordinal)) ?? command[0]);
        string why = error.Trim();
        throw new DemoStoppedException($"{name} failed: {why[..Math.Min(why.Length, ErrorCharactersMax)]}");
    }

    internal static async Task<(int Code, string Output, string Error)> TryRunAsync(
        IReadOnlyList<string> command, CancellationToken stop, string? input = null)
    {
        ProcessStartInfo start = new(command[0])
        {
            UseShellExecute = false, RedirectStandardInput = true,
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (string part in command.Skip(1)) start.ArgumentList.Add(part);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(s_timeMax);
        using Process process = Process.Start(start)!;
        try
        {
            if (input is not null) await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
