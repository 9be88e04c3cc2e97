using System.Diagnostics;

namespace Strongroom.Tests.Faults;

/// <summary>One of the product's programs as a process of its own, which can be killed and started again.</summary>
internal sealed class HouseProgram : IDisposable
{
    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(30);

    private readonly ProcessStartInfo start;
    private readonly string logPath;
    private Process? process;
    private bool isEndExpected;

    internal HouseProgram(string name, string logFolder, string assembly, params string[] arguments)
    {
        Name = name;
        logPath = Path.Combine(logFolder, name + ".log");
        string program = Path.Combine(AppContext.BaseDirectory, assembly);
        start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = logFolder,
        };
    }

    internal string Name { get; }

    /// <summary>Its last words whenever it ended although nobody had killed it: always a bug.</summary>
    internal List<string> OwnEnds { get; } = [];

    internal IDictionary<string, string?> Environment => start.Environment;

    internal string LogTail => File.Exists(logPath) ? string.Join('\n', File.ReadLines(logPath).TakeLast(40)) : "";

    internal bool IsRunning => process is { HasExited: false };

    internal void Start()
    {
        isEndExpected = false;
        Process started = new() { StartInfo = start, EnableRaisingEvents = true };
        started.OutputDataReceived += (_, line) => Log(line.Data);
        started.ErrorDataReceived += (_, line) => Log(line.Data);
        started.Start();
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        process = started;
    }

    /// <summary>A supervisor's work: starts it again where it ended by itself, and counts that.</summary>
    internal void Supervise()
    {
        if (process is null || IsRunning || isEndExpected) return;
        Log($"ended by itself with code {process.ExitCode}");
        OwnEnds.Add(LogTail);
        Start();
    }

    /// <summary>kill -9; returns when the process is gone.</summary>
    internal async Task KillAsync()
    {
        isEndExpected = true;
        if (process is null) return;
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(EndMax);
        Log("killed");
    }

    /// <summary>Runs to its end and returns what it printed.</summary>
    internal async Task<string> RunAsync()
    {
        using Process once = Process.Start(start)!;
        Task<string> error = once.StandardError.ReadToEndAsync();
        string output = await once.StandardOutput.ReadToEndAsync().WaitAsync(EndMax);
        await once.WaitForExitAsync().WaitAsync(EndMax);
        once.ExitCode.ShouldBe(0, $"{Name}: {await error}");
        return output.Trim();
    }

    public void Dispose()
    {
        isEndExpected = true;
        if (IsRunning) process!.Kill();
        process?.WaitForExit(EndMax);
        process?.Dispose();
    }

    private void Log(string? line)
    {
        if (line is null) return;
        lock (start) File.AppendAllText(logPath, $"{DateTime.UtcNow:HH:mm:ss.fff} {line}\n");
    }
}
