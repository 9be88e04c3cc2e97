using System.Diagnostics;
using System.Security.Cryptography;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Keys;

namespace Strongroom.Benchmarks;

/// <summary>
/// Signatures of accounts' keys that live in a token: through the Signer's group (its queue, its threads, every
/// signature verified here and made low) against the library called alone, in one process, by as many callers.
/// </summary>
internal static class TokenBenchmark
{
    private const int Callers = 4;
    private static readonly string[] _labels = ["bench-1", "bench-2", "bench-3"];

    internal static void Run(BenchOptions options, Report report, WorkFolder folder)
    {
        if (!BenchTokens.IsInstalled)
        {
            Report.Progress("token: skipped, SoftHSM2 is not installed");
            return;
        }

        Report.Progress("token: the Signer's group of tokens against the tokens' own library");
        BenchTokens.Make(folder.New("tokens"), _labels);
        using Pkcs11Module module = Pkcs11Module.Load(BenchTokens.Module);
        using HsmGroup one = BenchTokens.OpenGroup(_labels[0]), three = BenchTokens.OpenGroup(_labels);
        int turns = options.Choose(12, 2);
        TimeSpan turn = options.Choose(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.25));
        Func<Action> raw = Raw(module), ofOne = Through(one), ofThree = Through(three);
        Measure(raw, turn);
        Measure(ofOne, turn);
        List<CoreCost> raws = [], ones = [], threes = [];
        for (int i = 0; i < turns; i++)
        {
            raws.Add(Measure(raw, turn));
            ones.Add(Measure(ofOne, turn));
            threes.Add(Measure(ofThree, turn));
        }

        report.Add(
            new Figure("tokenRatio", Ratio(raws, ones, cost => cost.Wall), "") { AtLeast = 0.8 },
            new Figure("tokenCpuRatio", Ratio(raws, ones, cost => cost.Processor), ""),
            new Figure("tokenPerSecond", PerSecond(ones), "/s"),
            new Figure("rawTokenPerSecond", PerSecond(raws), "/s"),
            new Figure("threeTokensPerSecond", PerSecond(threes), "/s"));
    }

    private static double Ratio(List<CoreCost> its, List<CoreCost> mine, Func<CoreCost, double> cost) =>
        Contest.Median([.. its.Zip(mine, (one, other) => cost(one) / cost(other))]);

    private static double PerSecond(List<CoreCost> costs) =>
        1_000_000 / Contest.Median([.. costs.Select(cost => cost.Wall)]);

    /// <summary>C_SignInit and C_Sign and nothing else, each caller in a session of its own.</summary>
    private static Func<Action> Raw(Pkcs11Module module)
    {
        TokenConnection token = BenchTokens.Open(module, _labels[0]);
        TokenKeyPair pair = NewPair(token);
        ulong key = token.Run(session => session.Find(KeyTemplates.ById(Ck.CKO_PRIVATE_KEY, pair.Id))[0]);
        ulong slot = token.Facts.Slot;
        return () =>
        {
            TokenSession session = TokenSession.Open(module, slot);
            byte[] digest = RandomNumberGenerator.GetBytes(32);
            return () => session.Sign(Ck.CKM_ECDSA, key, digest);
        };
    }

    /// <summary>As the Signer signs for accounts whose keys were born in tokens, one account for each token.</summary>
    private static Func<Action> Through(HsmGroup group)
    {
        NativeKeys native = new(group, "bench accounts");
        Dictionary<string, AccountKey> keys = new(StringComparer.Ordinal);
        while (keys.Count < group.Tokens.Count)
        {
            (TokenKeyReference reference, AccountKey key) = native.Make(AccountId.From(Guid.CreateVersion7()));
            keys[reference.Serial] = key;
        }

        int turn = 0;
        return () =>
        {
            AccountKey key = keys.Values.ElementAt(turn++ % keys.Count);
            byte[] digest = RandomNumberGenerator.GetBytes(32), compact = new byte[64];
            return () => key.Sign(digest, compact);
        };
    }

    private static TokenKeyPair NewPair(TokenConnection token) =>
        TokenKeyPair.Generate(token, MechanismProfile.Standard, TokenCurve.Secp256k1, "bench");

    /// <summary>What one signature costs by the wall, all callers together, and in processor time.</summary>
    private static CoreCost Measure(Func<Action> prepare, TimeSpan duration)
    {
        long calls = 0;
        Stopwatch clock = new();
        Thread[] threads = new Thread[Callers];
        for (int i = 0; i < threads.Length; i++)
        {
            Action action = prepare();
            threads[i] = new Thread(() =>
            {
                for (; clock.Elapsed < duration; Interlocked.Increment(ref calls)) action();
            });
        }

        TimeSpan processor = Environment.CpuUsage.TotalTime;
        clock.Start();
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        processor = Environment.CpuUsage.TotalTime - processor;
        Invariant.Holds(calls > 0);
        return new CoreCost(clock.Elapsed.TotalMicroseconds / calls, processor.TotalMicroseconds / calls);
    }
}
