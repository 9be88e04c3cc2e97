namespace Strongroom.Benchmarks;

/// <summary>
/// What the cores could do at most if a withdrawal were nothing but its primitives:
/// <c>cores · 1,000,000 / (2 · P-256 verify + derive + secp256k1 sign + secp256k1 verify)</c> withdrawals a second,
/// costs in microseconds of one core while all cores are busy. Disk and witness are not in it: group commit
/// spreads them over all withdrawals that wait together.
/// </summary>
internal sealed record PipelineBound(CoreCost VerifyP256, CoreCost Derive, CoreCost Sign, CoreCost Verify)
{
    internal const int StatementsPerWithdrawal = 2;

    private const double Million = 1_000_000;

    internal CoreCost Total => (StatementsPerWithdrawal * VerifyP256) + Derive + Sign + Verify;

    internal double PerSecond => AllCores.Count * Million / Total.Wall;

    internal static PipelineBound Measure(TimeSpan each) => new(
        AllCores.Cost(RawPrimitives.VerifyP256, each),
        AllCores.Cost(RawPrimitives.Derive, each),
        AllCores.Cost(RawPrimitives.Sign, each),
        AllCores.Cost(RawPrimitives.Verify, each));
}
