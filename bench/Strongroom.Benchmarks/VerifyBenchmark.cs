using Strongroom.Audit;
using Strongroom.Cli.Audit;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Sodium;
using Strongroom.Signer.Audit;

namespace Strongroom.Benchmarks;

/// <summary>
/// <c>strongroom log verify</c> on a published log of a million leaves of 300 bytes: every entry hashed, every
/// tile compared, the root recomputed.
/// </summary>
internal static class VerifyBenchmark
{
    private const int LeafBytes = 300;
    private const int InFlightCount = 4096;

    internal static async Task RunAsync(BenchOptions options, Report report, WorkFolder folder)
    {
        int leaves = options.Choose(1_000_000, 100_000), rounds = options.Choose(5, 3);
        Report.Progress($"verify: writing a log of {leaves} leaves");
        string place = folder.New("verify");
        using ServiceSigningKey signing = ServiceSigningKey.Create(Path.Combine(place, "log.key"));
        string journalFolder = Path.Combine(place, "journal");
        NoteKey key = await WriteAsync(journalFolder, signing, leaves);
        LogTrust trust = new(key, [], 0);
        List<double> rates = [], costs = [];
        for (int round = 0; round <= rounds; round++)
        {
            using LogReader reader = LogReader.Open(Path.Combine(journalFolder, "public"));
            LogVerification verification = new(reader, trust, progress: null);
            TimeSpan cpu = Environment.CpuUsage.TotalTime;
            Invariant.Holds(verification.Run() is null && verification.Head!.Checkpoint.Size == (ulong)leaves);
            if (round == 0) continue;
            rates.Add(verification.LeavesPerSecond);
            costs.Add((Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / leaves);
        }

        report.Add(
            new Figure("verifyLeavesPerSecond", Contest.Median(rates), "1/s") { AtLeast = 500_000 },
            new Figure("verifyCpuMicroseconds", Contest.Median(costs), "µs"),
            new Figure("verifyLeaves", leaves, ""));
    }

    private static async Task<NoteKey> WriteAsync(string folder, ServiceSigningKey signing, int leaves)
    {
        await using Journal journal = AppendBenchmark.Open(folder, signing);
        byte[] leaf = new byte[LeafBytes];
        JournalEntry last = default;
        for (int i = 0; i < leaves; i++)
        {
            BitConverter.TryWriteBytes(leaf, i);
            last = journal.Append(leaf);
            if (i % InFlightCount == 0) await last.Durable;
        }

        await last.Durable;
        Invariant.Holds((await journal.WaitCosignedAsync(last.Index)).IsCosigned);
        await journal.PublishAsync();
        return journal.Key;
    }
}
