using System.Diagnostics;

namespace Strongroom.Benchmarks;

/// <summary>
/// Product and peer in short alternating turns on one core, so that clock changes and neighbours on the machine
/// hit both alike. The ratio is the median of the pairs' own ratios, not the quotient of two averages.
/// </summary>
internal sealed record Contest(double ProductMicroseconds, double PeerMicroseconds, double Ratio)
{
    private const double TurnMilliseconds = 10;
    private const int CallsMin = 8;

    /// <summary>Calls each action until <paramref name="duration"/> has passed, half a second of it warm-up.</summary>
    internal static Contest Run(Action product, Action peer, TimeSpan duration)
    {
        int productCalls = Calibrate(product), peerCalls = Calibrate(peer);
        List<double> ofProduct = [], ofPeer = [], ratios = [];
        Stopwatch clock = Stopwatch.StartNew();
        for (int round = 0; clock.Elapsed < duration; round++)
        {
            bool isPeerFirst = (round & 1) == 1;
            double early = isPeerFirst ? Time(peer, peerCalls) : Time(product, productCalls);
            double late = isPeerFirst ? Time(product, productCalls) : Time(peer, peerCalls);
            (double productCost, double peerCost) = isPeerFirst ? (late, early) : (early, late);
            ofProduct.Add(productCost);
            ofPeer.Add(peerCost);
            ratios.Add(peerCost / productCost);
        }

        return new Contest(Median(ofProduct), Median(ofPeer), Median(ratios));
    }

    internal static double Median(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Warms up, and finds how many calls make one turn.</summary>
    private static int Calibrate(Action action)
    {
        Stopwatch clock = Stopwatch.StartNew();
        int calls = 0;
        for (; clock.ElapsedMilliseconds < 250; calls++) action();
        return Math.Max(CallsMin, (int)(calls * TurnMilliseconds / clock.Elapsed.TotalMilliseconds));
    }

    private static double Time(Action action, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++) action();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / calls;
    }
}
