using System.Diagnostics;
using System.Globalization;

namespace Strongroom.Cli.Demo;

/// <summary>
/// Tells the story: a line for each step with its number and the time so far, and what it showed.
/// </summary>
internal sealed class Narrator(TextWriter output, int steps)
{
    private readonly long started = Stopwatch.GetTimestamp();
    private int step;

    internal TimeSpan Elapsed => Stopwatch.GetElapsedTime(started);

    internal void Step(string sentence)
    {
        step++;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"[{step,2}/{steps}  {Elapsed:mm\\:ss}] {sentence}"));
    }

    /// <summary>What a step showed.</summary>
    internal void Say(string sentence) => output.WriteLine($"               {sentence}");
}
