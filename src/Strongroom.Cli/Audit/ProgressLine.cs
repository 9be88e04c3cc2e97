using System.Globalization;

namespace Strongroom.Cli.Audit;

/// <summary>One line on a terminal that is written over: done, rate, time left.</summary>
internal static class ProgressLine
{
    private const string EraseLine = "\r\u001b[K";

    internal static void Write(ulong done, ulong size, ulong perSecond)
    {
        ulong secondsLeft = perSecond == 0 ? 0 : (size - done) / perSecond;
        Console.Error.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{EraseLine}{done} of {size} leaves, {perSecond}/s, {secondsLeft} s left"));
    }

    internal static void Erase() => Console.Error.Write(EraseLine);
}
