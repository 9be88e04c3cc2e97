using FsCheck;
using FsCheck.Fluent;
using Strongroom.Assets;
using Strongroom.Policies;

namespace Strongroom.Tests.Policies;

public sealed class RollingWindowTests
{
    private static readonly WindowKey Key = new(WindowScope.Client, "c", "a");

    [Fact]
    public void Counts_the_bucket_at_the_edge_whole()
    {
        RollingWindows windows = new();
        windows.Add(Key, 1000, new Amount(5));
        windows.Sum(Key, 1060, 60).ShouldBe(new Amount(5));
        windows.Sum(Key, 1061, 60).ShouldBe(Amount.Zero);
    }

    [Fact]
    public void Refuses_a_sum_above_256_bits_and_forgets_what_no_window_reaches()
    {
        RollingWindows windows = new();
        windows.Add(Key, 1000, new Amount(UInt256.MaxValue));
        windows.CanAdd(Key, 1001, new Amount(1)).ShouldBeFalse();
        long later = 1001 + RollingWindows.MinutesMax;
        windows.CanAdd(Key, later, new Amount(UInt256.MaxValue)).ShouldBeTrue();
        windows.Add(Key, later, new Amount(UInt256.MaxValue));
        windows.Sum(Key, later, RollingWindows.MinutesMax).ShouldBe(new Amount(UInt256.MaxValue));
    }

    [Fact]
    public void Sums_what_adding_up_every_bucket_sums()
    {
        Gen<(int Step, int Amount)[]> steps = Gen.Choose(0, 20_000)
            .SelectMany(step => Gen.Choose(0, 1000).Select(amount => (step, amount)))
            .ArrayOf(200);
        Prop.ForAll(steps.ToArbitrary(), all =>
        {
            RollingWindows windows = new();
            List<(long At, ulong Amount)> log = [];
            long minute = 29_000_000;
            foreach ((int step, int amount) in all)
            {
                minute += step % 7 == 0 ? step : step % 5;
                windows.Add(Key, minute, new Amount((ulong)amount));
                log.Add((minute, (ulong)amount));
                foreach (int span in (int[])[1, 60, 1440, RollingWindows.MinutesMax])
                {
                    ulong sum = log.Where(one => one.At >= minute - span).Aggregate(0UL, (a, one) => a + one.Amount);
                    if (windows.Sum(Key, minute, span) != new Amount(sum)) return false;
                }
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }
}
