using System.Diagnostics;

namespace Strongroom.Benchmarks;

/// <summary>
/// What a call costs while every core makes it: cores that share caches, power or an execution unit are slower
/// together than alone, and the pipeline has no better ones.
/// </summary>
internal static class AllCores
{
    internal static int Count => Environment.ProcessorCount;

    /// <summary>What one call costs; each thread gets an action of its own.</summary>
    internal static CoreCost Cost(Func<Action> prepare, TimeSpan duration)
    {
        long calls = 0;
        using Barrier start = new(Count + 1);
        Stopwatch clock = new();
        Thread[] threads = new Thread[Count];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(() =>
            {
                Action action = prepare();
                action();
                long own = 0;
                start.SignalAndWait();
                for (; clock.Elapsed < duration; own++) action();
                Interlocked.Add(ref calls, own);
            });
            threads[i].Start();
        }

        clock.Start();
        start.SignalAndWait();
        clock.Restart();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        foreach (Thread thread in threads) thread.Join();
        cpu = Environment.CpuUsage.TotalTime - cpu;
        return new CoreCost(clock.Elapsed.TotalMicroseconds * Count / calls, cpu.TotalMicroseconds / calls);
    }
}
