using Microsoft.Win32.SafeHandles;
using Strongroom.Cryptography.Storage;

namespace Strongroom.Benchmarks;

/// <summary>What one durable append of a page costs on the disk of the run.</summary>
internal static class DiskSync
{
    private const int PageBytes = 4096;

    internal static double Microseconds(string folder, int times)
    {
        byte[] page = new byte[PageBytes];
        List<double> costs = [];
        using SafeFileHandle file = File.OpenHandle(
            Path.Combine(folder, "sync"), FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
        for (int i = 0; i < times; i++)
        {
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            RandomAccess.Write(file, page, (long)i * PageBytes);
            DurableFile.Sync(file);
            costs.Add(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        return Contest.Median(costs);
    }
}
