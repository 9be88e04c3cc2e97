using System.Diagnostics;
using System.Text;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Signer.Hosting;

namespace Strongroom.Benchmarks;

/// <summary>
/// From the start of the Signer program until it signs (unlocked, snapshot checked, tail folded, started leaf
/// cosigned) and has answered for one account out of the snapshot; its memory is read then.
/// </summary>
internal static class StartBenchmark
{
    internal static async Task RunAsync(BenchOptions options, Report report, WorkFolder folder)
    {
        int wallets = options.Choose(1_000_000, 20_000), rounds = options.Choose(5, 3);
        await using Institution house = await Institution.OpenAsync(folder, "start");
        AccountId account = await new MillionWallets(house).WriteAsync(wallets);
        await house.StopAsync();
        string unlock = Path.Combine(folder.Path, "unlock");
        DataFolder.Replace(unlock, Encoding.ASCII.GetBytes(Institution.Unlock));
        List<double> seconds = [], processor = [], peaks = [], residents = [];
        for (int round = 0; round < rounds; round++)
        {
            Stopwatch clock = Stopwatch.StartNew();
            await using SignerProcess signer = await SignerProcess.StartAsync(
                house.Folder, house.WitnessAddress, unlock, folder.Socket("signer"));
            string? answer = await signer.AskAsync($"v1/registry/accounts/{account}");
            seconds.Add(clock.Elapsed.TotalSeconds);
            Invariant.Holds(answer is not null && answer.Contains($"{account}", StringComparison.Ordinal));
            processor.Add(signer.ProcessorSeconds);
            peaks.Add(signer.Megabytes("VmHWM"));
            residents.Add(signer.Megabytes("VmRSS"));
            Report.Progress(string.Create(
                Report.Culture, $"start: round {round + 1} of {rounds}: {seconds[^1]:0.00} s, {peaks[^1]:0} MB"));
        }

        report.Add(
            new Figure("startMillionWalletsSeconds", Contest.Median(seconds), "s") { AtMost = 5 },
            new Figure("startMillionWalletsMegabytes", peaks.Max(), "MB") { AtMost = 500 },
            new Figure("startCpuSeconds", Contest.Median(processor), "s"),
            new Figure("startResidentMegabytes", residents.Max(), "MB"),
            new Figure("startWallets", wallets, ""));
    }
}
