using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Tests.Roster;

namespace Strongroom.Tests.Registry;

public sealed class RegisterIntentTests
{
    private readonly TestDesk _desk = new();

    [Fact]
    public void Registers_a_withdrawal_that_two_approvers_signed()
    {
        Intent intent = _desk.Withdraw();
        _desk.State.TryGetIntent(intent.Digest, out IntentRecord? record).ShouldBeTrue();
        record!.State.ShouldBe(RegisteredState.Registered);
        record.Rule.ToString().ShouldBe("small");
        record.NotBefore.ShouldBe(_desk.House.Now);
    }

    [Fact]
    public void Answers_the_same_intent_again_without_a_second_leaf_or_a_second_count()
    {
        Submission submission = _desk.House.Submit(
            TestHouse.Parse(_desk.WithdrawalBody()), "olga", "anna", "ben");
        _desk.House.TryRegister(submission).ShouldBeNull();
        int size = _desk.House.Journal.Count;
        _desk.House.Wait(3000);
        RegisterIntent.Decide(_desk.State, submission, _desk.House.Now, out Registration? again, out _).ShouldBeTrue();
        again!.Earlier!.Index.ShouldBe((ulong)size - 1);
        _desk.House.Journal.Count.ShouldBe(size);
    }

    [Fact]
    public void Refuses_an_intent_of_another_institution()
    {
        TestDesk other = new(TestHouse.DefaultPolicy.Replace("2500", "2501", StringComparison.Ordinal));
        Intent intent = TestHouse.Parse(other.WithdrawalBody());
        Expect(RegistryRefusal.OtherInstitution, other.House.Submit(intent, "olga", "anna", "ben"));
    }

    [Fact]
    public void Refuses_an_intent_from_the_future()
    {
        Submission submission = Submission(_desk.WithdrawalBody());
        _desk.House.Now -= TimeSpan.FromMinutes(3);
        Expect(RegistryRefusal.NotYetCreated, submission);
    }

    [Fact]
    public void Refuses_an_expired_intent()
    {
        Submission submission = Submission(_desk.WithdrawalBody());
        _desk.House.Wait(1440);
        Expect(RegistryRefusal.Expired, submission);
    }

    [Fact]
    public void Refuses_an_id_seen_with_another_digest()
    {
        Intent first = _desk.Withdraw();
        CanonicalObject body = _desk.WithdrawalBody(501).With("id", first.Id.ToString());
        Expect(RegistryRefusal.IdReused, Submission(body));
    }

    [Fact]
    public void Refuses_an_intent_that_was_rejected_before_it_came()
    {
        Intent intent = TestHouse.Parse(_desk.WithdrawalBody());
        StatementCheck reject = _desk.House.Sign("anna", Verdict.Reject, intent.Digest);
        CloseIntent.Decide(_desk.State, reject, _desk.House.Now, out Closing? closing, out _).ShouldBeTrue();
        _desk.House.Append(closing!.ToLeaf(_desk.House.Stamp()));
        Expect(RegistryRefusal.Closed, _desk.House.Submit(intent, "olga", "carla", "ben"));
    }

    [Fact]
    public void Refuses_a_chain_an_asset_a_client_and_an_account_that_are_not_registered()
    {
        Expect(RegistryRefusal.UnknownAsset, Submission(Movement(TestDesk.Terms(
            _desk.AlphaAccount, 5, 0x99, AssetId.Erc20(TestDesk.ChainNumber, TestDesk.Address(0x71))))));
        Expect(RegistryRefusal.UnknownChain, Submission(Movement(TestDesk.Terms(
            _desk.AlphaAccount, 5, 0x99, AssetId.Ether(1)))));
        Expect(RegistryRefusal.UnknownClient, Submission(
            _desk.WithdrawalBody().With("client", _desk.House.NewId().ToString())));
        Expect(RegistryRefusal.UnknownAccount, Submission(
            _desk.WithdrawalBody().With("account", _desk.House.NewId().ToString())));
    }

    [Fact]
    public void Refuses_a_sender_that_is_not_the_accounts_address()
    {
        CanonicalObject body = _desk.WithdrawalBody().With("from", _desk.BetaAccount.Address.ToString());
        Expect(RegistryRefusal.AccountDiffers, Submission(body));
    }

    [Fact]
    public void Refuses_an_account_of_another_client()
    {
        CanonicalObject body = _desk.WithdrawalBody().With("client", _desk.Beta.ToString());
        Expect(RegistryRefusal.OtherOwner, Submission(body));
    }

    [Fact]
    public void Refuses_an_internal_move_to_another_client() =>
        Expect(RegistryRefusal.OtherOwner, Submission(_desk.MoveBody(_desk.BetaAccount)));

    [Fact]
    public void Allows_an_internal_move_between_accounts_of_one_client() =>
        _desk.House.TryRegister(Submission(_desk.MoveBody(_desk.AlphaSecond))).ShouldBeNull();

    [Fact]
    public void Refuses_a_receiving_account_with_another_address()
    {
        CanonicalObject body = _desk.MoveBody(_desk.AlphaSecond).With("toAccount", _desk.AlphaAccount.Account.ToString());
        Expect(RegistryRefusal.RecipientDiffers, Submission(body));
    }

    [Fact]
    public void Tops_up_gas_from_the_house_to_a_client_and_in_no_other_direction()
    {
        _desk.House.TryRegister(Submission(_desk.TopUpBody(_desk.GasAccount, _desk.Gas, _desk.AlphaAccount)))
            .ShouldBeNull();
        Expect(RegistryRefusal.OtherOwner, Submission(
            _desk.TopUpBody(_desk.AlphaAccount, _desk.Gas, _desk.BetaAccount)));
        Expect(RegistryRefusal.OtherOwner, Submission(
            _desk.TopUpBody(_desk.GasAccount, _desk.Gas, _desk.GasAccount)));
    }

    [Fact]
    public void Refuses_to_replace_what_is_unknown_unsigned_or_another_accounts()
    {
        Expect(RegistryRefusal.ReplacedUnknown, Submission(
            _desk.WithdrawalBody(5, 0x98, new IntentId(_desk.House.NewId()))));
        Intent first = _desk.Withdraw(6);
        Expect(RegistryRefusal.ReplacedUnsigned, Submission(_desk.WithdrawalBody(5, 0x98, first.Id)));
    }

    [Fact]
    public void Refuses_without_exactly_one_request()
    {
        Intent intent = TestHouse.Parse(_desk.WithdrawalBody());
        StatementCheck approve = _desk.House.Sign("anna", Verdict.Approve, intent.Digest);
        StatementCheck request = _desk.House.Sign("olga", Verdict.Request, intent.Digest);
        StatementCheck second = _desk.House.Sign("otto", Verdict.Request, intent.Digest);
        Expect(RegistryRefusal.RequestMissing, new Submission(intent, [approve]));
        Expect(RegistryRefusal.RequestTwice, new Submission(intent, [request, second, approve]));
    }

    [Fact]
    public void Refuses_an_approval_by_the_requester()
    {
        Intent intent = TestHouse.Parse(_desk.WithdrawalBody());
        Expect(RegistryRefusal.RequesterApproves, _desk.House.Submit(intent, "olga", "anna", "olga"));
    }

    [Fact]
    public void Refuses_two_approvals_by_one_person()
    {
        Intent intent = TestHouse.Parse(_desk.WithdrawalBody());
        Expect(RegistryRefusal.PersonTwice, _desk.House.Submit(intent, "olga", "anna", "anna"));
    }

    [Fact]
    public void Refuses_a_statement_over_another_intent()
    {
        Intent intent = TestHouse.Parse(_desk.WithdrawalBody());
        Intent other = TestHouse.Parse(_desk.WithdrawalBody(501));
        StatementCheck request = _desk.House.Sign("olga", Verdict.Request, intent.Digest);
        StatementCheck approve = _desk.House.Sign("anna", Verdict.Approve, other.Digest);
        Expect(RegistryRefusal.OtherIntent, new Submission(intent, [request, approve]));
    }

    [Fact]
    public void Refuses_a_reject_used_as_an_approval()
    {
        Intent intent = TestHouse.Parse(_desk.WithdrawalBody());
        StatementCheck request = _desk.House.Sign("olga", Verdict.Request, intent.Digest);
        StatementCheck reject = _desk.House.Sign("anna", Verdict.Reject, intent.Digest);
        Expect(RegistryRefusal.VerdictNotApproving, new Submission(intent, [request, reject]));
    }

    [Fact]
    public void Refuses_a_key_that_is_not_in_the_roster()
    {
        Intent intent = TestHouse.Parse(_desk.WithdrawalBody());
        StatementCheck request = _desk.House.Sign("olga", Verdict.Request, intent.Digest);
        StatementCheck approve = _desk.House.Sign("ben", Verdict.Approve, intent.Digest);
        Statement statement = _desk.House.Sign("anna", Verdict.Approve, intent.Digest).Signed.Statement;
        SignedStatement foreign = TestKey.OfEd25519("mallory").Sign(statement);
        StatementCheck check = StatementCheck.Of(foreign, _desk.State);
        Expect(StatementRefusal.UnknownKey, new Submission(intent, [request, approve, check]));
    }

    [Fact]
    public void Refuses_a_key_that_left_the_roster_after_its_statement_was_verified()
    {
        Intent intent = TestHouse.Parse(_desk.WithdrawalBody());
        Submission submission = _desk.House.Submit(intent, "olga", "anna", "ben");
        _desk.House.Register(_desk.House.Head().Compose(
            IntentKind.RosterChange,
            ("people", CanonicalArray.Empty),
            ("removed", CanonicalArray.OfTexts(["anna"]))), "olga", "ben", "carla");
        Expect(StatementRefusal.UnknownKey, submission);
    }

    [Fact]
    public void Refuses_too_many_statements()
    {
        Intent intent = TestHouse.Parse(_desk.WithdrawalBody());
        StatementCheck approve = _desk.House.Sign("anna", Verdict.Approve, intent.Digest);
        Expect(
            RegistryRefusal.TooManyStatements,
            new Submission(intent, [.. Enumerable.Repeat(approve, Strongroom.Registry.Submission.StatementsMax + 1)]));
    }

    [Fact]
    public void Refuses_statements_that_are_older_than_the_intent()
    {
        StatementCheck early = _desk.House.Sign("anna", Verdict.Approve, Digest.Sha256("x"u8));
        _desk.House.Wait(10);
        Intent intent = TestHouse.Parse(_desk.WithdrawalBody());
        StatementCheck request = _desk.House.Sign("olga", Verdict.Request, intent.Digest);
        Expect(StatementRefusal.TooEarly, new Submission(intent, [request, early]));
    }

    [Fact]
    public void Refuses_an_incomplete_quorum()
    {
        Intent intent = TestHouse.Parse(_desk.WithdrawalBody());
        Expect(PolicyRefusal.QuorumIncomplete, _desk.House.Submit(intent, "olga", "anna"));
        Expect(PolicyRefusal.QuorumIncomplete, _desk.House.Submit(intent, "olga", "anna", "vera"));
    }

    [Fact]
    public void Refuses_a_withdrawal_above_the_daily_limit()
    {
        _desk.Withdraw(1000);
        _desk.Withdraw(1000);
        Expect(PolicyRefusal.Denied, Submission(_desk.WithdrawalBody(501)));
        _desk.Withdraw(500);
        _desk.House.Wait(1440);
        Expect(PolicyRefusal.Denied, Submission(_desk.WithdrawalBody(1)));
        _desk.House.Wait(1);
        _desk.Withdraw(1);
    }

    [Fact]
    public void Refuses_everything_but_unfreezing_while_signing_is_frozen()
    {
        FreezeBy("vera");
        Expect(RegistryRefusal.Frozen, Submission(_desk.WithdrawalBody()));
        _desk.House.TryRegister(Submission(_desk.UnfreezeBody())).ShouldBeNull();
        _desk.Withdraw();
    }

    [Fact]
    public void Refuses_what_does_not_fit_one_leaf()
    {
        TestHouse crowd = new(TestHouse.DefaultPolicy, crowd: 28);
        Intent intent = TestHouse.Parse(crowd.Head().Compose(
            IntentKind.ClientRegistration,
            ("client", crowd.NewId().ToString()),
            ("nameCommitment", Digest.Sha256("name"u8).ToString()),
            ("service", "custody")));
        Digest[] digests = [intent.Digest, .. Enumerable.Range(1, 31).Select(i => Digest.Sha256([(byte)i]))];
        Submission submission = new(
            intent,
            [
                crowd.Sign("olga", Verdict.Request, intent.Digest),
                .. Enumerable.Range(0, 28).Select(i => crowd.Sign($"crowd-{i}", Verdict.Approve, digests)),
            ]);
        (crowd.TryRegister(submission)?.Code).ShouldBe(RegistryRefusal.TooLarge);
    }

    [Fact]
    public void Refuses_an_amount_that_would_not_fit_the_sums_of_a_month()
    {
        string most = UInt256.MaxValue.ToString();
        _desk.House.Register(Everything(), "adam");
        Expect(RegistryRefusal.WindowFull, _desk.House.Submit(
            TestHouse.Parse(Everything()), "adam", "anna", "ben", "carla"));

        CanonicalObject Everything()
        {
            CanonicalObject body = _desk.WithdrawalBody();
            body.TryObject("call", out CanonicalObject? call).ShouldBeTrue();
            return body.With("amount", most).With("call", call!.With("value", most));
        }
    }

    internal void FreezeBy(string person)
    {
        StatementCheck check = _desk.House.Sign(person, Verdict.Freeze);
        Freeze.Decide(_desk.State, check, _desk.House.Now, out Freezing? freezing, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        _desk.House.Append(freezing!.ToLeaf(_desk.House.Stamp()));
    }

    private CanonicalObject Movement(MovementTerms terms) => Intent.Movement.Compose(
        _desk.House.Head(), IntentKind.Withdrawal, terms, ("client", _desk.Alpha.ToString()));

    private Submission Submission(CanonicalObject body) =>
        _desk.House.Submit(TestHouse.Parse(body), "olga", "anna", "ben");

    private void Expect(string code, Submission submission) =>
        (_desk.House.TryRegister(submission)?.Code).ShouldBe(code);
}
