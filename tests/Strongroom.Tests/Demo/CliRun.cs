using System.Diagnostics;

namespace Strongroom.Tests.Demo;

/// <summary>The command line program as a process of its own: exit code, output, errors.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan _timeMax = TimeSpan.FromMinutes(5);

    internal static Task<CliRun> RunAsync(params string[] arguments) => RunInAsync(Repository.Root, arguments);

    internal static async Task<CliRun> RunInAsync(string root, string[] arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            UseShellExecute = false, RedirectStandardInput = true,
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Strongroom.Cli.dll"));
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["STRONGROOM_ROOT"] = root;
        start.Environment.Remove("STRONGROOM_PROFILE");
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using CancellationTokenSource limit = new(_timeMax);
        await process.WaitForExitAsync(limit.Token);
        return new CliRun(process.ExitCode, await output, await error);
    }
}
