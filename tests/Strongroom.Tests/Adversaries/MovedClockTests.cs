using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// Whoever serves the time to the Signer's machine moves its wall clock, forwards to end delays and vetoes early,
/// backwards to keep old approvals alive.
/// </summary>
public sealed class MovedClockTests : IAsyncLifetime
{
    private SignerHarness harness = null!;
    private SignerDesk desk = null!;

    public async Task InitializeAsync()
    {
        harness = await SignerHarness.StartedAsync();
        desk = await new SignerDesk(harness).OpenAsync();
    }

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Theory]
    [InlineData(61)]
    [InlineData(3)]
    [InlineData(-3)]
    [InlineData(-2880)]
    public async Task A_jump_while_it_runs_stops_decisions_and_signatures_and_is_counted(int minutes)
    {
        Intent delayed = desk.Withdraw(SignerDesk.Wei("2000000000000000000"));
        await desk.EnactAsync(delayed);
        Intent fresh = desk.Withdraw();
        harness.Time.MoveWall(TimeSpan.FromMinutes(minutes));
        (await desk.SignAsync(delayed, SignerDesk.Unsigned(delayed, 0))).MustRefuse(SignerRefusal.ClockJumped);
        (await desk.SubmitAsync(fresh)).MustRefuse(SignerRefusal.ClockJumped);
        harness.Time.MoveWall(TimeSpan.FromMinutes(-minutes));
        (await desk.SignAsync(delayed, SignerDesk.Unsigned(delayed, 0))).MustRefuse(SignerRefusal.ClockJumped);
        await harness.RestartAsync();
        harness.Counted(SignerRefusal.ClockJumped).ShouldBe(3);
        harness.MustBeOnRecord(
            await desk.SignAsync(delayed, SignerDesk.Unsigned(delayed, 0)), RegistryRefusal.TooSoon, delayed.Digest);
        harness.LeavesOf<SigningLeaf>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_jump_does_not_reach_the_leaves_that_bind_later_decisions()
    {
        Timestamp before = harness.Now;
        harness.Time.MoveWall(TimeSpan.FromDays(365));
        (await desk.StateAsync(harness.Sam, Verdict.Freeze)).MustRefuse(StatementRefusal.TooLate);
        harness.Time.MoveWall(TimeSpan.FromDays(-365));
        (await desk.StateAsync(harness.Sam, Verdict.Freeze)).Must();
        await harness.RestartAsync();
        harness.LeavesOf<Leaf>().ShouldAllBe(leaf => leaf.Stamp.Time - before < TimeSpan.FromMinutes(1));
        harness.Counted(StatementRefusal.TooLate).ShouldBe(1);
        await desk.EnactAsync(desk.Unfreeze());
    }

    [Fact]
    public async Task Turned_back_over_a_restart_it_brings_no_expired_intent_back()
    {
        Intent expired = desk.Withdraw(), unused = desk.Withdraw();
        await desk.EnactAsync(expired);
        harness.Time.Advance(TimeSpan.FromDays(2));
        harness.MustBeOnRecord(
            await desk.SignAsync(expired, SignerDesk.Unsigned(expired, 0)), RegistryRefusal.Expired, expired.Digest);
        await harness.StopAsync();
        harness.Time.MoveWall(TimeSpan.FromDays(-2));
        await harness.StartAsync();
        harness.MustBeOnRecord(
            await desk.SignAsync(expired, SignerDesk.Unsigned(expired, 0)), RegistryRefusal.Expired, expired.Digest);
        harness.MustBeOnRecord(await desk.SubmitAsync(unused), RegistryRefusal.Expired, unused.Digest);
        harness.LeavesOf<SigningLeaf>().ShouldBeEmpty();
        Leaf[] leaves = [.. harness.LeavesOf<Leaf>()];
        leaves.Zip(leaves.Skip(1)).ShouldAllBe(pair => pair.First.Stamp.Time <= pair.Second.Stamp.Time);
    }

    [Fact]
    public async Task Small_steps_add_up_to_a_jump()
    {
        Intent delayed = desk.Withdraw(SignerDesk.Wei("2000000000000000000"));
        await desk.EnactAsync(delayed);
        for (int i = 0; i < 40; i++)
        {
            harness.Time.MoveWall(TimeSpan.FromMinutes(1.5));
            harness.Time.Advance(TimeSpan.FromSeconds(1));
            (await desk.SignAsync(delayed, SignerDesk.Unsigned(delayed, 0))).Try(out _, out _).ShouldBeFalse();
        }

        harness.Pipeline.Status().Reason.ShouldBe(SignerRefusal.ClockJumped);
        harness.LeavesOf<SigningLeaf>().ShouldBeEmpty();
        harness.LeavesOf<RefusedLeaf>().ShouldContain(leaf => leaf.Code == RegistryRefusal.TooSoon);
    }
}
