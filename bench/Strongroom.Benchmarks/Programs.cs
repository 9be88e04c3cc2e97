using System.Diagnostics;

namespace Strongroom.Benchmarks;

/// <summary>The product's programs, as they were built into this program's folder.</summary>
internal static class Programs
{
    internal static string Cli => Path.Combine(AppContext.BaseDirectory, "Strongroom.Cli.dll");

    internal static string Signer => Path.Combine(AppContext.BaseDirectory, "Strongroom.Signer.dll");

    /// <summary>Starts one; its output is for the caller to read, its errors pass through.</summary>
    internal static Process Start(string assembly, params ReadOnlySpan<string> arguments)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(assembly);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    internal static async Task StopAsync(Process process)
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
