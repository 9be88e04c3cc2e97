using System.Security.Cryptography;
using Strongroom.Cryptography.Secp256k1;

namespace Strongroom.Benchmarks;

/// <summary>The product's signature (locked memory, own signature verified) against libsecp256k1's.</summary>
internal static class SignBenchmark
{
    internal static void Run(BenchOptions options, Report report)
    {
        Report.Progress("sign: product against libsecp256k1, sign + verify");
        using Secp256k1PrivateKey key = Secp256k1PrivateKey.Generate();
        byte[] digest = RandomNumberGenerator.GetBytes(Secp256k1PublicKey.DigestBytes);
        byte[] compact = new byte[Secp256k1Signature.CompactBytes];
        Contest contest = Contest.Run(
            () => key.SignEcdsa(digest, compact), RawPrimitives.SignAndVerify(),
            options.Choose(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1)));
        report.Add(
            new Figure("signRatio", contest.Ratio, "") { AtLeast = 0.85 },
            new Figure("signMicroseconds", contest.ProductMicroseconds, "µs"),
            new Figure("rawSignVerifyMicroseconds", contest.PeerMicroseconds, "µs"));
    }
}
