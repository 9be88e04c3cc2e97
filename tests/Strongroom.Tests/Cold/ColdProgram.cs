using System.Diagnostics;
using Strongroom.Tests.Demo;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Cold;

/// <summary>The Signer program offline, as a person at the cold machine runs it.</summary>
internal static class ColdProgram
{
    private static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(2);

    internal static async Task<CliRun> RunAsync(string folder, string typed, params string[] arguments)
    {
        string unlock = Path.Combine(folder, "cold-unlock");
        await File.WriteAllBytesAsync(unlock, SignerHarness.Unlock);
        File.SetUnixFileMode(unlock, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        ProcessStartInfo start = new("dotnet")
        {
            UseShellExecute = false, RedirectStandardInput = true,
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (string argument in (string[])
            [Path.Combine(AppContext.BaseDirectory, "Strongroom.Signer.dll"), .. arguments, "--unlock-file", unlock])
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(typed);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using CancellationTokenSource limit = new(TimeMax);
        await process.WaitForExitAsync(limit.Token);
        return new CliRun(process.ExitCode, await output, await error);
    }
}
