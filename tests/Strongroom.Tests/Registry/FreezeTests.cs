using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Tests.Registry;

public sealed class FreezeTests
{
    private readonly TestDesk _desk = new();

    [Theory]
    [InlineData("vera")]
    [InlineData("anna")]
    [InlineData("adam")]
    public void Freezes_by_one_person_of_security_approvers_or_administrators(string person)
    {
        TryFreeze(_desk.House.Sign(person, Verdict.Freeze)).ShouldBeNull();
        _desk.State.IsFrozen.ShouldBeTrue();
    }

    [Fact]
    public void Refuses_a_freeze_by_anybody_else() =>
        TryFreeze(_desk.House.Sign("olga", Verdict.Freeze)).ShouldBe(RegistryRefusal.MayNotFreeze);

    [Fact]
    public void Refuses_another_verdict_as_a_freeze() =>
        TryFreeze(_desk.House.Sign("vera", Verdict.Veto, Digest.Sha256("x"u8)))
            .ShouldBe(RegistryRefusal.VerdictNotFreezing);

    [Fact]
    public void Refuses_a_freeze_statement_from_before_the_last_unfreezing()
    {
        StatementCheck check = _desk.House.Sign("vera", Verdict.Freeze);
        TryFreeze(check).ShouldBeNull();
        _desk.House.Wait(1);
        _desk.House.Register(_desk.UnfreezeBody());
        _desk.State.IsFrozen.ShouldBeFalse();
        TryFreeze(check).ShouldBe(RegistryRefusal.StatementStale);
        _desk.House.Wait(1);
        TryFreeze(_desk.House.Sign("vera", Verdict.Freeze)).ShouldBeNull();
    }

    [Fact]
    public void Names_the_earlier_leaf_when_signing_is_frozen_already()
    {
        TryFreeze(_desk.House.Sign("vera", Verdict.Freeze)).ShouldBeNull();
        StatementCheck check = _desk.House.Sign("anna", Verdict.Freeze);
        Freeze.Decide(_desk.State, check, _desk.House.Now, out Freezing? freezing, out _).ShouldBeTrue();
        freezing!.EarlierIndex.ShouldBe((ulong)_desk.House.Journal.Count - 1);
    }

    [Fact]
    public void Refuses_to_unfreeze_what_is_not_frozen()
    {
        Intent intent = TestHouse.Parse(_desk.UnfreezeBody());
        (_desk.House.TryRegister(_desk.House.Submit(intent, "olga", "anna", "ben"))?.Code)
            .ShouldBe(RegistryRefusal.NotFrozen);
    }

    private string? TryFreeze(StatementCheck check)
    {
        if (!Freeze.Decide(_desk.State, check, _desk.House.Now, out Freezing? freezing, out Refusal? refusal))
            return refusal.Code;
        _desk.House.Append(freezing.ToLeaf(_desk.House.Stamp()));
        return null;
    }
}
