using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Roster;
using Strongroom.Tests.Roster;

namespace Strongroom.Tests.Registry;

public sealed class GovernanceTests
{
    private static readonly string Version2 =
        TestHouse.DefaultPolicy.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal);

    private readonly TestDesk _desk = new();

    [Fact]
    public void Derives_every_account_under_the_next_hardened_index()
    {
        _desk.AlphaAccount.Path.ShouldBe("m/44'/60'/0'/0/0");
        _desk.AlphaSecond.Path.ShouldBe("m/44'/60'/1'/0/0");
        _desk.GasAccount.Path.ShouldBe("m/44'/60'/3'/0/0");
        _desk.GasAccount.IsHouse.ShouldBeTrue();
        _desk.State.NextAccountIndex.ShouldBe(4u);
    }

    [Fact]
    public void Refuses_what_the_registry_holds_already()
    {
        Expect(RegistryRefusal.ChainKnown, _desk.ChainBody());
        Expect(RegistryRefusal.AssetKnown, _desk.TokenBody("EUR"));
        Expect(RegistryRefusal.SymbolTaken, _desk.TokenBody("usd", 0x71));
        Expect(RegistryRefusal.ClientKnown, _desk.ClientBody(_desk.Alpha));
        Expect(RegistryRefusal.AccountKnown, Opening(_desk.AlphaAccount.Account, 5));
        Expect(RegistryRefusal.SlotTaken, Opening(new AccountId(_desk.House.NewId()), 0));
    }

    [Fact]
    public void Refuses_a_second_wallet_of_a_client_and_a_second_owner_of_a_wallet()
    {
        AccountId account = new(_desk.House.NewId());
        Expect(RegistryRefusal.WalletDiffers, _desk.OpeningBody(_desk.Beta, _desk.AlphaWallet, account, 3));
        Expect(RegistryRefusal.WalletDiffers, _desk.OpeningBody(_desk.Alpha, _desk.Gas, account, 3));
        Expect(RegistryRefusal.WalletDiffers, _desk.HouseOpeningBody(_desk.AlphaWallet, account));
    }

    [Fact]
    public void Allowlists_an_address_that_one_of_the_approvers_confirmed()
    {
        EntryId entry = new(_desk.House.NewId());
        Expect(RegistryRefusal.ConfirmationMissing, _desk.EntryBody(_desk.Alpha, entry, 0x99, "dora"));
        _desk.House.Register(_desk.EntryBody(_desk.Alpha, entry, 0x99, "ben"));
        _desk.State.HasEntry(_desk.Alpha, TestDesk.Chain, TestDesk.Address(0x99)).ShouldBeTrue();
        Expect(RegistryRefusal.EntryKnown, _desk.EntryBody(_desk.Alpha, new EntryId(_desk.House.NewId()), 0x99, "ben"));
        Expect(RegistryRefusal.UnknownEntry, _desk.RemovalBody(_desk.Beta, entry));
        _desk.House.Register(_desk.RemovalBody(_desk.Alpha, entry));
        _desk.State.HasEntry(_desk.Alpha, TestDesk.Chain, TestDesk.Address(0x99)).ShouldBeFalse();
    }

    [Fact]
    public void Changes_the_policy_only_to_the_next_version()
    {
        Expect(RegistryRefusal.PolicyVersion, _desk.PolicyBody(TestHouse.DefaultPolicy));
        _desk.House.Register(_desk.PolicyBody(Version2));
        _desk.State.Policy.Version.ShouldBe(2);
    }

    [Fact]
    public void Refuses_a_policy_that_nobody_could_satisfy() => Expect(
        PolicyRefusal.QuorumUnsatisfiable,
        _desk.PolicyBody(Version2.Replace("\"count\":3", "\"count\":5", StringComparison.Ordinal)));

    [Fact]
    public void Delays_the_effect_of_a_rule_with_a_delay()
    {
        Intent intent = _desk.House.Register(_desk.PolicyBody(Version2), "adam");
        _desk.State.Policy.Version.ShouldBe(1);
        Effect(intent).ShouldBe(RegistryRefusal.TooSoon);
        _desk.House.Wait(60);
        Effect(intent).ShouldBeNull();
        _desk.State.Policy.Version.ShouldBe(2);
        EffectIntent.Decide(_desk.State, new(intent.Digest), _desk.House.Now, out Effecting? again, out _).ShouldBeTrue();
        again!.IsEffective.ShouldBeTrue();
    }

    [Fact]
    public void Judges_a_delayed_intent_again_before_its_effect()
    {
        Intent delayed = _desk.House.Register(_desk.PolicyBody(Version2), "adam");
        _desk.House.Register(_desk.PolicyBody(Version2));
        _desk.House.Wait(60);
        Effect(delayed).ShouldBe(RegistryRefusal.PolicyVersion);
    }

    [Fact]
    public void Refuses_the_effect_of_what_is_vetoed_expired_frozen_unknown_or_a_movement()
    {
        Intent vetoed = _desk.House.Register(_desk.PolicyBody(Version2), "adam");
        Intent late = _desk.House.Register(_desk.PolicyBody(Version2), "adam");
        StatementCheck veto = _desk.House.Sign("vera", Verdict.Veto, vetoed.Digest);
        CloseIntent.Decide(_desk.State, veto, _desk.House.Now, out Closing? closing, out _).ShouldBeTrue();
        _desk.House.Append(closing!.ToLeaf(_desk.House.Stamp()));
        Effect(vetoed).ShouldBe(RegistryRefusal.Closed);
        Effect(_desk.Withdraw()).ShouldBe(RegistryRefusal.NotDelayed);
        Effect(TestHouse.Parse(_desk.UnfreezeBody())).ShouldBe(RegistryRefusal.UnknownIntent);
        _desk.House.Wait(1440);
        Effect(late).ShouldBe(RegistryRefusal.Expired);
        Freeze.Decide(
            _desk.State, _desk.House.Sign("vera", Verdict.Freeze), _desk.House.Now, out Freezing? freezing, out _)
            .ShouldBeTrue();
        _desk.House.Append(freezing!.ToLeaf(_desk.House.Stamp()));
        Effect(late).ShouldBe(RegistryRefusal.Frozen);
    }

    [Fact]
    public void Opens_a_delayed_wallet_at_its_effect_with_the_index_that_is_free_then()
    {
        AccountId account = new(_desk.House.NewId());
        Intent delayed = _desk.House.Register(
            _desk.HouseOpeningBody(_desk.Gas, account, 1), "adam");
        _desk.House.Register(Opening(new AccountId(_desk.House.NewId()), 5));
        _desk.House.Wait(60);
        Effect(delayed).ShouldBeNull();
        _desk.Account(account).Path.ShouldBe("m/44'/60'/5'/0/0");
    }

    [Fact]
    public void Takes_a_new_person_into_the_roster_with_a_proof_of_possession()
    {
        Expect(RosterRefusal.PossessionMissing, RosterBody(withProof: false));
        _desk.House.Register(RosterBody(withProof: true));
        _desk.State.Roster.TryGetPerson(TestHouse.Person("nora"), out _).ShouldBeTrue();
        Intent intent = TestHouse.Parse(_desk.WithdrawalBody());
        _desk.House.TryRegister(_desk.House.Submit(intent, "olga", "nora", "ben")).ShouldBeNull();
    }

    [Fact]
    public void Refuses_a_roster_that_leaves_the_policy_without_a_quorum() => Expect(
        PolicyRefusal.QuorumUnsatisfiable,
        _desk.House.Head().Compose(
            IntentKind.RosterChange,
            ("people", CanonicalArray.Empty),
            ("removed", CanonicalArray.OfTexts(["carla", "dora"]))));

    private CanonicalObject RosterBody(bool withProof)
    {
        TestKey key = _desk.House.KeyOf("nora");
        Digest hash = PossessionProof.HashOf(_desk.State.Institution, TestHouse.Person("nora"), key.Key.Id);
        CanonicalObject body = key.Key.ToCanonical();
        if (withProof) body = body.With("possession", key.Sign(hash).ToCanonical());
        CanonicalObject person = _desk.House.PersonBody("nora", "approvers")
            .With("keys", CanonicalArray.OfObjects([body]));
        return _desk.House.Head().Compose(
            IntentKind.RosterChange, ("people", CanonicalArray.OfObjects([person])), ("removed", CanonicalArray.Empty));
    }

    private CanonicalObject Opening(AccountId account, int generation) =>
        _desk.OpeningBody(_desk.Alpha, _desk.AlphaWallet, account, generation);

    private void Expect(string code, CanonicalObject body)
    {
        Intent intent = TestHouse.Parse(body);
        (_desk.House.TryRegister(_desk.House.Submit(intent, "olga", "anna", "ben", "carla"))?.Code).ShouldBe(code);
    }

    private string? Effect(Intent intent)
    {
        if (!EffectIntent.Decide(
                _desk.State, new(intent.Digest), _desk.House.Now, out Effecting? effecting, out Refusal? refusal))
            return refusal.Code;
        _desk.House.Append(effecting.ToLeaf(
            _desk.House.Stamp(), [.. effecting.Demands.Select(TestHouse.Derive)]));
        return null;
    }
}
