using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Tests.Registry;

public sealed class CloseIntentTests
{
    private readonly TestDesk _desk = new();

    [Fact]
    public void Closes_a_registered_intent_when_a_group_of_its_rule_rejects()
    {
        Intent intent = _desk.Withdraw();
        Close("dora", Verdict.Reject, intent.Digest).ShouldBeNull();
        (_desk.House.TrySign(intent, TestDesk.Unsigned(intent, 0))?.Code).ShouldBe(RegistryRefusal.Closed);
        Close("dora", Verdict.Reject, intent.Digest).ShouldBe(RegistryRefusal.NothingToClose);
    }

    [Fact]
    public void Refuses_a_reject_by_somebody_whom_no_rule_names()
    {
        Intent intent = _desk.Withdraw();
        Close("zoe", Verdict.Reject, intent.Digest).ShouldBe(RegistryRefusal.NotNamedByRule);
        Close("zoe", Verdict.Reject, Digest.Sha256("unseen"u8)).ShouldBe(RegistryRefusal.NotNamedByRule);
    }

    [Fact]
    public void Refuses_to_close_what_was_signed()
    {
        Intent intent = _desk.Withdraw();
        _desk.House.TrySign(intent, TestDesk.Unsigned(intent, 0)).ShouldBeNull();
        Close("anna", Verdict.Reject, intent.Digest).ShouldBe(RegistryRefusal.NothingToClose);
    }

    [Fact]
    public void Closes_what_can_still_be_closed_of_several()
    {
        Intent signed = _desk.Withdraw();
        Intent open = _desk.Withdraw(501);
        _desk.House.TrySign(signed, TestDesk.Unsigned(signed, 0)).ShouldBeNull();
        StatementCheck check = _desk.House.Sign("anna", Verdict.Reject, signed.Digest, open.Digest);
        CloseIntent.Decide(_desk.State, check, _desk.House.Now, out Closing? closing, out _).ShouldBeTrue();
        closing!.Intents.ShouldBe([open.Digest]);
    }

    [Fact]
    public void Lets_only_the_rules_vetoers_veto()
    {
        Intent intent = _desk.House.Register(_desk.WithdrawalBody(9_000), "adam");
        Close("anna", Verdict.Veto, intent.Digest).ShouldBe(RegistryRefusal.NotNamedByRule);
        Close("vera", Verdict.Veto, intent.Digest).ShouldBeNull();
        _desk.House.Wait(60);
        (_desk.House.TrySign(intent, TestDesk.Unsigned(intent, 0))?.Code).ShouldBe(RegistryRefusal.Closed);
    }

    [Fact]
    public void Refuses_a_veto_of_what_nobody_registered() =>
        Close("vera", Verdict.Veto, Digest.Sha256("unseen"u8)).ShouldBe(RegistryRefusal.UnknownIntent);

    [Fact]
    public void Refuses_a_verdict_that_closes_nothing() =>
        Close("anna", Verdict.Approve, Digest.Sha256("x"u8)).ShouldBe(RegistryRefusal.VerdictNotClosing);

    private string? Close(string person, Verdict verdict, Digest intent)
    {
        StatementCheck check = _desk.House.Sign(person, verdict, intent);
        if (!CloseIntent.Decide(_desk.State, check, _desk.House.Now, out Closing? closing, out Refusal? refusal))
            return refusal.Code;
        _desk.House.Append(closing.ToLeaf(_desk.House.Stamp()));
        return null;
    }
}
