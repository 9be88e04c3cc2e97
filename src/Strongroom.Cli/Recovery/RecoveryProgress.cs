using System.Diagnostics;
using System.Globalization;

namespace Strongroom.Cli.Recovery;

/// <summary>One line on a terminal that is written over, twice a second. Thread-safe.</summary>
internal sealed class RecoveryProgress(string what)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private TimeSpan shown;
    private long done;

    /// <summary>How many there are, once somebody counted; 0 before.</summary>
    internal long Total { get; init; }

    internal void Count()
    {
        lock (gate)
        {
            done++;
            if (Console.IsErrorRedirected || watch.Elapsed - shown < Interval) return;
            shown = watch.Elapsed;
            long rate = (long)(done / watch.Elapsed.TotalSeconds);
            string of = Total == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" of {Total}");
            Console.Error.Write(string.Create(
                CultureInfo.InvariantCulture, $"\r\u001b[K{done}{of} {what}, {rate}/s"));
        }
    }

    internal static void End()
    {
        if (!Console.IsErrorRedirected) Console.Error.Write("\r\u001b[K");
    }
}
