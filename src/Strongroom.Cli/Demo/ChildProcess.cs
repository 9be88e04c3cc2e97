using System.Diagnostics;

namespace Strongroom.Cli.Demo;

/// <summary>
/// A program that runs as long as this one, whatever ends this one; its output goes to a log file. It has a
/// session of its own, so that Ctrl-C reaches only the demo, which then stops its programs in order.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    // The shell holds the read end of a pipe whose write end is ours: when this process ends in whatever way,
    // the read returns and the program is asked to stop; when the program ends, so does the shell.
    private const string Supervise = """
        exec >>"$0" 2>&1 3<&0
        "$@" </dev/null 3<&- & child=$!
        ( while read -r line <&3; do :; done
          kill -TERM $child; sleep 15; kill -KILL $child ) 2>/dev/null & watch=$!
        wait $child; code=$?
        kill $watch 2>/dev/null
        exit $code
        """;

    private const int LogLineCharactersMax = 200;
    private static readonly TimeSpan s_stopMax = TimeSpan.FromSeconds(20);

    private readonly Process process;
    private readonly string log;

    private ChildProcess(string name, Process process, string log)
    {
        Name = name;
        this.process = process;
        this.log = log;
        Exited = process.WaitForExitAsync();
    }

    internal string Name { get; }

    internal Task Exited { get; }

    internal static ChildProcess Start(string name, string logFolder, IReadOnlyList<string> command)
    {
        string file = Path.Combine(logFolder, $"{name}.log");
        ProcessStartInfo start = new("setsid") { UseShellExecute = false, RedirectStandardInput = true };
        foreach (string part in (string[])["sh", "-c", Supervise, file, .. command])
            start.ArgumentList.Add(part);
        // No diagnostics socket into a process that holds keys.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new ChildProcess(name, Process.Start(start)!, file);
    }

    /// <summary>Waits until it is ready, at most so long; stops the demo when the program ends.</summary>
    internal async Task WaitAsync(
        Func<CancellationToken, Task<bool>> isReady, TimeSpan timeMax, CancellationToken stop)
    {
        long started = Stopwatch.GetTimestamp();
        while (!await isReady(stop))
        {
            if (Exited.IsCompleted) throw Ended();
            if (Stopwatch.GetElapsedTime(started) > timeMax)
                throw new DemoStoppedException(
                    $"{Name} is not ready after {timeMax.TotalSeconds:0} s; see {log}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), stop);
        }
    }

    internal DemoStoppedException Ended()
    {
        string last = File.Exists(log) ? File.ReadLines(log)
            .LastOrDefault(line => line.Length > 0) ?? "" : "";
        return new DemoStoppedException(
            $"{Name} ended: {last[..Math.Min(last.Length, LogLineCharactersMax)]} (see {log})");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        Task first = await Task.WhenAny(Exited, Task.Delay(s_stopMax));
        if (first != Exited) process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
