using System.Diagnostics;
using System.Text;
using Strongroom.Tests.Pkcs11;

namespace Strongroom.Tests.Ceremonies;

/// <summary>
/// The command line program in a pseudo-terminal (script of util-linux), as people sit before it: what appears is
/// read, what is typed is sent once the prompt is there.
/// </summary>
internal sealed class TerminalRun : IDisposable
{
    private static readonly TimeSpan _timeMax = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan _beforeTyping = TimeSpan.FromMilliseconds(300); // echo is off by then

    private readonly Process _process;
    private readonly StringBuilder _screen = new();
    private readonly Task _reading;
    private int _seen;

    private TerminalRun(Process process)
    {
        _process = process;
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Everything that appeared so far.</summary>
    internal string Screen
    {
        get { lock (_screen) return _screen.ToString(); }
    }

    /// <summary>The program itself, below script.</summary>
    internal int ProgramId => int.Parse(
        File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children").Trim(),
        System.Globalization.CultureInfo.InvariantCulture);

    internal static TerminalRun Start(params IEnumerable<string> arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Strongroom.Cli.dll");
        string command = string.Join(' ', arguments.Prepend(program).Prepend("exec dotnet").Select(Quoted));
        ProcessStartInfo start = new("script", ["-qfec", command, "/dev/null"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["TERM"] = "xterm";
        if (TestTokens.IsInstalled) start.Environment["SOFTHSM2_CONF"] = TestTokens.Configuration;
        return new TerminalRun(Process.Start(start)!);
    }

    /// <summary>Waits until the text appears, after what was waited for before.</summary>
    internal async Task ExpectAsync(string text)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (true)
        {
            string screen = Screen;
            int at = screen.IndexOf(text, _seen, StringComparison.Ordinal);
            if (at >= 0)
            {
                _seen = at + text.Length;
                return;
            }

            bool isWaiting = watch.Elapsed < _timeMax && !(_process.HasExited && _reading.IsCompleted);
            isWaiting.ShouldBeTrue($"\"{text}\" did not appear after:\n{screen}");
            await Task.Delay(20);
        }
    }

    internal async Task TypeAsync(string line)
    {
        await Task.Delay(_beforeTyping);
        await _process.StandardInput.WriteAsync(line + "\r");
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>The prompt of a step, and Enter.</summary>
    internal async Task GoOnAsync(string step)
    {
        await ExpectAsync($"  {step}\r\n");
        await ExpectAsync("or abort:");
        await TypeAsync("");
    }

    /// <summary>The steps that every ceremony begins with.</summary>
    internal async Task BeginAsync()
    {
        foreach (string step in (string[])["approval", "software", "roles"]) await GoOnAsync(step);
    }

    /// <summary>What is asked for unseen, and what follows.</summary>
    internal async Task AnswerAsync(string words, string outcome = "  done")
    {
        await ExpectAsync("unseen");
        await TypeAsync(words);
        await ExpectAsync(outcome);
    }

    internal async Task RollAsync()
    {
        await GoOnAsync("generate");
        string dice = CeremonyRoom.Dice();
        await AnswerAsync(dice);
        Screen.ShouldNotContain(dice);
    }

    /// <summary>Every custodian takes a file, and the root is rebuilt from them.</summary>
    internal async Task TakeFilesAsync()
    {
        foreach (string step in (string[])["share:carol", "share:dave", "share:erin", "check"]) await GoOnAsync(step);
    }

    /// <summary>Somebody reads the screen, writes the words down, and types them back, after a slip.</summary>
    internal async Task<string> TakePaperAsync(string step)
    {
        await GoOnAsync(step);
        await ExpectAsync("\u001b[?1049h");
        await ExpectAsync("Written down?");
        string shown = Screen[Screen.LastIndexOf("\u001b[H", StringComparison.Ordinal)..];
        string[] words = [.. shown.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .TakeWhile(word => word != "Written").Where(word => word.All(char.IsAsciiLetterLower))];
        string paper = string.Join(' ', words);
        await TypeAsync("");
        await AnswerAsync("academic " + paper, "that is not the share");
        await ExpectAsync("unseen:");
        await TypeAsync(paper.ToUpperInvariant());
        return paper;
    }

    /// <summary>Everybody who is there signs, one after the other.</summary>
    internal async Task SignAsync(params string[] people)
    {
        await GoOnAsync("close");
        foreach (string person in people)
        {
            await ExpectAsync($"{person}: Enter signs it with your key, or abort:");
            await TypeAsync("");
        }
    }

    internal async Task<int> EndAsync()
    {
        using CancellationTokenSource limit = new(_timeMax);
        await _process.WaitForExitAsync(limit.Token);
        await _reading;
        return _process.ExitCode;
    }

    /// <summary>As if the power failed: the program and its terminal are gone at once.</summary>
    internal async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static string Quoted(string argument) =>
        argument == "exec dotnet" ? argument : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private async Task ReadAsync()
    {
        char[] buffer = new char[4096];
        int count;
        while ((count = await _process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            lock (_screen) _screen.Append(buffer, 0, count);
        }
    }
}
