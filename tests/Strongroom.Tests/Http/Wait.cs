using System.Diagnostics;

namespace Strongroom.Tests.Http;

/// <summary>Waits for what recorded jobs do, with an end.</summary>
internal static class Wait
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    internal static async Task UntilAsync(Func<Task<bool>> holds)
    {
        long started = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(started) > Longest) throw new TimeoutException("it did not come about");
            await Task.Delay(100);
        }
    }
}
