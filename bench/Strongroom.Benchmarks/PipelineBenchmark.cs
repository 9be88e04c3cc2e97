using System.Diagnostics;
using Strongroom.Intents;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Withdrawals;

namespace Strongroom.Benchmarks;

/// <summary>
/// Withdrawals through the Signer's own pipeline, registered and signed in one call, each with a request and one
/// approval of P-256 keys: durable journal (fsync on), one witness in a process of its own on the same cores.
/// Rounds alternate with rounds of raw primitives, and each round's rate is divided by its own bound.
/// </summary>
internal static class PipelineBenchmark
{
    private const int PrimitivesPerRound = 4;

    internal static async Task RunAsync(BenchOptions options, Report report, WorkFolder folder)
    {
        int accounts = options.Choose(512, 256), rounds = options.Choose(7, 3), perAccount = options.Choose(32, 6);
        Report.Progress($"pipeline: founding, one witness, {accounts} wallets");
        await using Institution house = await Institution.OpenAsync(folder, "pipeline");
        await PayingAccount.EnactAsync(house, Registrations.RegisterChain(house.Head()));
        PayingAccount[] payers =
            await Task.WhenAll(Enumerable.Range(0, accounts).Select(_ => PayingAccount.OpenAsync(house)));
        await RoundAsync(house, payers, options.Choose(8, 2));
        List<Round> done = [];
        for (int round = 1; round <= rounds; round++)
        {
            PipelineBound bound = PipelineBound.Measure(TimeSpan.FromSeconds(options.Choose(1.0, 0.25) / PrimitivesPerRound));
            Round run = await RoundAsync(house, payers, perAccount) with { Bound = bound };
            done.Add(run);
            Report.Progress(string.Create(
                Report.Culture, $"pipeline: round {round} of {rounds}: {run.PerSecond:0}/s of {bound.PerSecond:0}/s"));
        }

        Add(report, done, DiskSync.Microseconds(folder.Path, options.Choose(400, 100)));
    }

    private static void Add(Report report, List<Round> rounds, double syncMicroseconds) => report.Add(
        new Figure("pipelineRatio", Median(rounds, round => round.PerSecond / round.Bound!.PerSecond), "") { AtLeast = 0.5 },
        new Figure("pipelinePerSecond", Median(rounds, round => round.PerSecond), "1/s"),
        new Figure("pipelineBoundPerSecond", Median(rounds, round => round.Bound!.PerSecond), "1/s"),
        new Figure("pipelineCpuMicroseconds", Median(rounds, round => round.CpuMicroseconds), "µs"),
        new Figure("pipelineCpuRatio", Median(rounds, round => round.Bound!.Total.Processor / round.CpuMicroseconds), ""),
        new Figure("pipelineLatencyMilliseconds", Median(rounds, round => round.LatencyMilliseconds), "ms"),
        new Figure("rawBoundMicroseconds", Median(rounds, round => round.Bound!.Total.Wall), "µs"),
        new Figure("rawP256VerifyMicroseconds", Median(rounds, round => round.Bound!.VerifyP256.Wall), "µs"),
        new Figure("rawDeriveBusyMicroseconds", Median(rounds, round => round.Bound!.Derive.Wall), "µs"),
        new Figure("rawSignMicroseconds", Median(rounds, round => round.Bound!.Sign.Wall), "µs"),
        new Figure("rawVerifyMicroseconds", Median(rounds, round => round.Bound!.Verify.Wall), "µs"),
        new Figure("syncMicroseconds", syncMicroseconds, "µs"));

    private static double Median(List<Round> rounds, Func<Round, double> figure) =>
        Contest.Median([.. rounds.Select(figure)]);

    /// <summary>Every account has one withdrawal in flight; people's signing is done before the clock starts.</summary>
    private static async Task<Round> RoundAsync(Institution house, PayingAccount[] payers, int perAccount)
    {
        SubmittedBytes[][] work = new SubmittedBytes[payers.Length][];
        Parallel.For(0, work.Length, i =>
        {
            work[i] = new SubmittedBytes[perAccount];
            for (int n = 0; n < perAccount; n++) work[i][n] = payers[i].NextWithdrawal();
        });
        // The garbage of people's signing is not the Signer's to collect.
        GC.Collect();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        Stopwatch clock = Stopwatch.StartNew();
        double[] latencies = await Task.WhenAll(work.Select(own => Task.Run(() => PayAsync(house, own))));
        TimeSpan wall = clock.Elapsed;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        int count = payers.Length * perAccount;
        return new Round(count / wall.TotalSeconds, cpu.TotalMicroseconds / count, latencies.Average());
    }

    /// <summary>One account's withdrawals, one after the other; their mean latency in milliseconds.</summary>
    private static async Task<double> PayAsync(Institution house, SubmittedBytes[] work)
    {
        Stopwatch clock = Stopwatch.StartNew();
        foreach (SubmittedBytes one in work)
        {
            RegistrationAnswer answer = await PayingAccount.RegisterAsync(house, one);
            SignatureAnswer? signature = answer.Signature;
            Cryptography.Invariant.Holds(signature is not null && !signature.Signed.Raw.IsEmpty);
        }

        return clock.Elapsed.TotalMilliseconds / work.Length;
    }

    private sealed record Round(double PerSecond, double CpuMicroseconds, double LatencyMilliseconds)
    {
        internal PipelineBound? Bound { get; init; }
    }
}
