using Strongroom.Intents;
using Strongroom.Signer.Hosting;

namespace Strongroom.Tests.Hosting;

public sealed class DecisionClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    private readonly HandClock time = new(Start);

    [Fact]
    public void Goes_with_the_wall_clock_in_whole_seconds()
    {
        DecisionClock clock = new(time, heedsWitnesses: false);
        time.Advance(TimeSpan.FromMilliseconds(90_700));
        clock.TryNow(out Timestamp now, out _).ShouldBeTrue();
        now.ShouldBe(Timestamp.From(Start.AddSeconds(90)));
    }

    [Fact]
    public void Never_decides_before_the_last_leaf()
    {
        DecisionClock clock = new(time, heedsWitnesses: false);
        clock.Advance(Timestamp.From(Start.AddSeconds(30)));
        clock.TryNow(out Timestamp now, out _).ShouldBeTrue();
        now.ShouldBe(Timestamp.From(Start.AddSeconds(30)));
    }

    [Theory]
    [InlineData(121)]
    [InlineData(-121)]
    public void Stops_for_good_when_the_wall_clock_jumps_against_the_boot_clock(int seconds)
    {
        DecisionClock clock = new(time, heedsWitnesses: false);
        time.MoveWall(TimeSpan.FromSeconds(seconds));
        clock.TryNow(out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(SignerRefusal.ClockJumped);
        time.MoveWall(TimeSpan.FromSeconds(-seconds));
        clock.TryNow(out _, out _).ShouldBeFalse("a clock that was moved back is not one to believe again");
    }

    [Fact]
    public void Adds_up_small_jumps()
    {
        DecisionClock clock = new(time, heedsWitnesses: false);
        time.MoveWall(TimeSpan.FromSeconds(70));
        clock.TryNow(out _, out _).ShouldBeTrue();
        time.MoveWall(TimeSpan.FromSeconds(70));
        clock.TryNow(out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_while_the_freshest_witness_says_another_time_where_witnesses_are_heeded()
    {
        DecisionClock clock = new(time, heedsWitnesses: true);
        clock.Witness(Start.AddMinutes(3));
        clock.TryNow(out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(SignerRefusal.ClockDiffers);
        new DecisionClock(time, heedsWitnesses: false).TryNow(out _, out _).ShouldBeTrue();
    }

    [Fact]
    public void Lets_the_witness_time_go_on_with_the_boot_clock()
    {
        DecisionClock clock = new(time, heedsWitnesses: true);
        clock.Witness(Start);
        time.Advance(TimeSpan.FromMinutes(30));
        clock.TryNow(out _, out _).ShouldBeTrue();
    }

    [Fact]
    public void Leaves_no_time_in_the_record_that_it_does_not_believe()
    {
        DecisionClock clock = new(time, heedsWitnesses: false);
        clock.Advance(Timestamp.From(Start));
        time.MoveWall(TimeSpan.FromDays(365));
        time.Advance(TimeSpan.FromSeconds(10));
        clock.Now().ShouldBe(Timestamp.From(Start.AddSeconds(10)));
        DecisionClock heeding = new(time, heedsWitnesses: true);
        heeding.Advance(Timestamp.From(Start));
        heeding.Now().ShouldBe(Timestamp.From(Start), "no witness has said anything yet");
    }
}
