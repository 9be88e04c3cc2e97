using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Tests.Registry;

public sealed class SignTransactionTests
{
    private readonly TestDesk _desk = new();

    [Fact]
    public void Binds_the_next_nonce_at_the_first_signature()
    {
        Intent intent = _desk.Withdraw();
        _desk.House.TrySign(intent, TestDesk.Unsigned(intent, 0)).ShouldBeNull();
        _desk.State.NextNonce(TestDesk.Chain, _desk.AlphaAccount.Address).ShouldBe(1UL);
        Record(intent).Nonce.ShouldBe(0UL);
        Record(intent).State.ShouldBe(RegisteredState.Signed);
    }

    [Fact]
    public void Signs_the_same_bytes_again_without_another_leaf()
    {
        Intent intent = _desk.Withdraw();
        byte[] unsigned = TestDesk.Unsigned(intent, 0);
        _desk.House.TrySign(intent, unsigned).ShouldBeNull();
        int size = _desk.House.Journal.Count;
        _desk.House.Wait(100_000);
        _desk.House.TrySign(intent, unsigned).ShouldBeNull();
        _desk.House.Journal.Count.ShouldBe(size);
    }

    [Fact]
    public void Signs_a_fee_bump_within_the_approved_cap_also_past_expiry()
    {
        Intent intent = _desk.Withdraw();
        _desk.House.TrySign(intent, TestDesk.Unsigned(intent, 0, 50)).ShouldBeNull();
        _desk.House.Wait(100_000);
        _desk.House.TrySign(intent, TestDesk.Unsigned(intent, 0, 100)).ShouldBeNull();
        Record(intent).Signings.Count.ShouldBe(2);
        Expect(RegistryRefusal.FeeAboveMax, intent, TestDesk.Unsigned(intent, 0, 101));
    }

    [Fact]
    public void Refuses_more_fee_bumps_than_one_intent_may_have()
    {
        Intent intent = _desk.Withdraw();
        for (ulong fee = 1; fee <= IntentRecord.SigningsMax; fee++)
            _desk.House.TrySign(intent, TestDesk.Unsigned(intent, 0, fee)).ShouldBeNull();
        Expect(RegistryRefusal.SigningsExhausted, intent, TestDesk.Unsigned(intent, 0, 90));
    }

    [Fact]
    public void Refuses_an_intent_that_nobody_registered()
    {
        Intent intent = TestHouse.Parse(_desk.WithdrawalBody());
        Expect(RegistryRefusal.UnknownIntent, intent, TestDesk.Unsigned(intent, 0));
    }

    [Fact]
    public void Refuses_bytes_that_are_no_transaction()
    {
        Intent intent = _desk.Withdraw();
        _desk.House.TrySign(intent, [2, 0xc0]).ShouldNotBeNull();
    }

    [Fact]
    public void Refuses_a_transaction_for_a_governance_intent()
    {
        Intent withdrawal = _desk.Withdraw();
        Intent intent = _desk.House.Register(_desk.TokenBody("EUR", 0x72));
        Expect(RegistryRefusal.NotMovement, intent, TestDesk.Unsigned(withdrawal, 0));
    }

    [Fact]
    public void Refuses_another_recipient_value_data_or_chain()
    {
        Intent intent = _desk.Withdraw();
        Action<TransactionDraft>[] changes =
        [
            draft => draft.To = TestDesk.Address(0x55),
            draft => draft.Value += 1,
            draft => (draft.CallData, draft.GasLimit) = ([1], 21_016),
            draft => draft.ChainNumber = 1,
        ];
        string[] fields = ["unsigned.to", "unsigned.value", "unsigned.data", "unsigned.chainId"];
        for (int i = 0; i < changes.Length; i++)
        {
            Refusal? refusal = _desk.House.TrySign(intent, TestDesk.Unsigned(intent, 0, 90, changes[i]));
            (refusal?.Code).ShouldBe(RegistryRefusal.CallDiffers);
            refusal!.Field.ShouldBe(fields[i]);
        }
    }

    [Fact]
    public void Refuses_a_far_and_a_used_nonce()
    {
        Intent first = _desk.Withdraw();
        Intent second = _desk.Withdraw(501);
        Expect(RegistryRefusal.NonceNotNext, first, TestDesk.Unsigned(first, 1));
        _desk.House.TrySign(first, TestDesk.Unsigned(first, 0)).ShouldBeNull();
        Expect(RegistryRefusal.NonceNotNext, second, TestDesk.Unsigned(second, 0));
        _desk.House.TrySign(second, TestDesk.Unsigned(second, 1)).ShouldBeNull();
    }

    [Fact]
    public void Refuses_a_second_nonce_for_one_intent()
    {
        Intent intent = _desk.Withdraw();
        _desk.House.TrySign(intent, TestDesk.Unsigned(intent, 0)).ShouldBeNull();
        Expect(RegistryRefusal.NonceBound, intent, TestDesk.Unsigned(intent, 1));
    }

    [Fact]
    public void Refuses_the_first_signature_past_expiry()
    {
        Intent intent = _desk.Withdraw();
        _desk.House.Wait(1440);
        Expect(RegistryRefusal.Expired, intent, TestDesk.Unsigned(intent, 0));
    }

    [Fact]
    public void Refuses_a_signature_before_the_delay_has_run()
    {
        Intent intent = _desk.House.Register(_desk.WithdrawalBody(9_000), "adam");
        Expect(RegistryRefusal.TooSoon, intent, TestDesk.Unsigned(intent, 0));
        _desk.House.Wait(60);
        _desk.House.TrySign(intent, TestDesk.Unsigned(intent, 0)).ShouldBeNull();
    }

    [Fact]
    public void Refuses_every_signature_while_frozen_also_the_same_again()
    {
        Intent intent = _desk.Withdraw();
        byte[] unsigned = TestDesk.Unsigned(intent, 0);
        _desk.House.TrySign(intent, unsigned).ShouldBeNull();
        StatementCheck check = _desk.House.Sign("vera", Verdict.Freeze);
        Freeze.Decide(_desk.State, check, _desk.House.Now, out Freezing? freezing, out _).ShouldBeTrue();
        _desk.House.Append(freezing!.ToLeaf(_desk.House.Stamp()));
        Expect(RegistryRefusal.Frozen, intent, unsigned);
    }

    [Fact]
    public void Gives_the_nonce_to_the_intent_that_replaces_and_signs_no_more_for_the_replaced()
    {
        Intent first = _desk.Withdraw();
        byte[] unsigned = TestDesk.Unsigned(first, 0);
        _desk.House.TrySign(first, unsigned).ShouldBeNull();
        Intent second = _desk.Withdraw(1, 0x98, first.Id);
        Intent third = _desk.Withdraw(2, 0x97, first.Id);
        Expect(RegistryRefusal.NonceBound, second, TestDesk.Unsigned(second, 1));
        _desk.House.TrySign(second, TestDesk.Unsigned(second, 0)).ShouldBeNull();
        Expect(RegistryRefusal.Closed, first, unsigned);
        Expect(RegistryRefusal.ReplacedUnsigned, third, TestDesk.Unsigned(third, 0));
        _desk.State.NextNonce(TestDesk.Chain, _desk.AlphaAccount.Address).ShouldBe(1UL);
    }

    private IntentRecord Record(Intent intent)
    {
        _desk.State.TryGetIntent(intent.Digest, out IntentRecord? record).ShouldBeTrue();
        return record!;
    }

    private void Expect(string code, Intent intent, byte[] unsigned) =>
        (_desk.House.TrySign(intent, unsigned)?.Code).ShouldBe(code);
}
