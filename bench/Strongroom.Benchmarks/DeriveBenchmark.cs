using System.Security.Cryptography;
using Strongroom.Cryptography.Derivation;

namespace Strongroom.Benchmarks;

/// <summary>A BIP-32 child of the product against HMAC-SHA-512, tweak and public key by the libraries.</summary>
internal static class DeriveBenchmark
{
    internal static void Run(BenchOptions options, Report report)
    {
        Report.Progress("derive: product against HMAC-SHA-512 + tweak + public key");
        using ExtendedPrivateKey parent = ExtendedPrivateKey.FromSeed(RandomNumberGenerator.GetBytes(64));
        uint number = 0;
        Contest contest = Contest.Run(
            () => parent.Derive(number++ & 0xffff).Dispose(), RawPrimitives.Derive(),
            options.Choose(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1)));
        report.Add(
            new Figure("deriveRatio", contest.Ratio, "") { AtLeast = 0.85 },
            new Figure("deriveMicroseconds", contest.ProductMicroseconds, "µs"),
            new Figure("rawDeriveMicroseconds", contest.PeerMicroseconds, "µs"));
    }
}
