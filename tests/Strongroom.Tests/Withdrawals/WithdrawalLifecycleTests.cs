using Strongroom.Withdrawals;

namespace Strongroom.Tests.Withdrawals;

public sealed class WithdrawalLifecycleTests
{
    [Fact]
    public void Goes_from_request_to_confirmation_step_by_step()
    {
        WithdrawalState[] steps = Enum.GetValues<WithdrawalState>()[..6];
        for (int i = 1; i < steps.Length; i++) WithdrawalLifecycle.Check(steps[i - 1], steps[i]).ShouldBeNull();
    }

    [Theory]
    [InlineData(WithdrawalState.Confirmed)]
    [InlineData(WithdrawalState.Refused)]
    [InlineData(WithdrawalState.Rejected)]
    [InlineData(WithdrawalState.Expired)]
    [InlineData(WithdrawalState.Failed)]
    [InlineData(WithdrawalState.Replaced)]
    public void Leaves_no_end(WithdrawalState end)
    {
        foreach (WithdrawalState to in Enum.GetValues<WithdrawalState>())
        {
            if (end == WithdrawalState.Refused && to == WithdrawalState.Approved) continue;
            WithdrawalLifecycle.Check(end, to)!.Code.ShouldBe(WithdrawalRefusal.Ended);
        }
    }

    [Fact]
    public void Takes_up_again_what_was_refused_and_then_registered_and_nothing_else_that_ended()
    {
        WithdrawalState[] ends = [.. Enum.GetValues<WithdrawalState>().Where(WithdrawalLifecycle.IsEnd)];
        ends.Where(end => WithdrawalLifecycle.Check(end, WithdrawalState.Approved) is null)
            .ShouldBe([WithdrawalState.Refused]);
    }

    [Theory]
    [InlineData(WithdrawalState.Expired)]
    [InlineData(WithdrawalState.Rejected)]
    [InlineData(WithdrawalState.Refused)]
    public void Refuses_to_expire_or_reject_what_was_signed(WithdrawalState to)
    {
        WithdrawalLifecycle.Check(WithdrawalState.Approved, to).ShouldBeNull();
        WithdrawalLifecycle.Check(WithdrawalState.Signed, to)!.Code.ShouldBe(WithdrawalRefusal.AlreadySigned);
        WithdrawalLifecycle.Check(WithdrawalState.Broadcast, to)!.Code.ShouldBe(WithdrawalRefusal.AlreadySigned);
    }

    [Fact]
    public void Refuses_to_skip_or_go_back()
    {
        WithdrawalLifecycle.Check(WithdrawalState.Requested, WithdrawalState.Signed)!.Code
            .ShouldBe(WithdrawalRefusal.StepNotAllowed);
        WithdrawalLifecycle.Check(WithdrawalState.Signed, WithdrawalState.Approved)!.Code
            .ShouldBe(WithdrawalRefusal.StepNotAllowed);
    }

    [Fact]
    public void Lets_only_the_chain_end_what_was_broadcast()
    {
        WithdrawalLifecycle.Check(WithdrawalState.Broadcast, WithdrawalState.Failed).ShouldBeNull();
        WithdrawalLifecycle.Check(WithdrawalState.Broadcast, WithdrawalState.Replaced).ShouldBeNull();
        WithdrawalLifecycle.Check(WithdrawalState.Approved, WithdrawalState.Failed).ShouldNotBeNull();
    }
}
