using System.Diagnostics;
using System.Security.Cryptography;
using Strongroom.Audit;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Sodium;
using Strongroom.Signer.Audit;

namespace Strongroom.Benchmarks;

/// <summary>
/// Leaves a second that many callers append to one journal, each call waiting until its leaf is durable: group
/// commit, fsync on, tree, heads and tiles derived meanwhile. Leaves of 1,024 bytes.
/// </summary>
internal static class AppendBenchmark
{
    internal const int LeafBytes = 1024;
    private const int CallersCount = 1024;

    internal static async Task RunAsync(BenchOptions options, Report report, WorkFolder folder)
    {
        int rounds = options.Choose(5, 2), perCaller = options.Choose(100, 20);
        Report.Progress($"append: {CallersCount} callers, leaves of {LeafBytes} bytes");
        string place = folder.New("append");
        using ServiceSigningKey signing = ServiceSigningKey.Create(Path.Combine(place, "log.key"));
        await using Journal journal = Open(Path.Combine(place, "journal"), signing);
        await RoundAsync(journal, perCaller);
        List<double> rates = [];
        for (int round = 0; round < rounds; round++) rates.Add(await RoundAsync(journal, perCaller));
        report.Add(new Figure("appendLeavesPerSecond", Contest.Median(rates), "1/s"));
    }

    internal static Journal Open(string folder, ServiceSigningKey signing)
    {
        JournalOptions options = new() { Folder = folder, Origin = "bench.example/log", SigningKey = signing };
        Invariant.Holds(Journal.TryOpen(options, out Journal? journal, out _));
        return journal;
    }

    private static async Task<double> RoundAsync(Journal journal, int perCaller)
    {
        Stopwatch clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, CallersCount).Select(_ => Task.Run(() => AppendAsync(journal, perCaller))));
        return CallersCount * perCaller / clock.Elapsed.TotalSeconds;
    }

    private static async Task AppendAsync(Journal journal, int times)
    {
        byte[] leaf = RandomNumberGenerator.GetBytes(LeafBytes);
        for (int i = 0; i < times; i++) await journal.AppendAsync(leaf);
    }
}
