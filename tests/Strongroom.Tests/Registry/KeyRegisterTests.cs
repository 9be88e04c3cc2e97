using Strongroom.Ceremonies;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Tests.Ceremonies;

namespace Strongroom.Tests.Registry;

/// <summary>The key register: what a transcript leaves in it, and the states of a root.</summary>
public sealed class KeyRegisterTests
{
    private static readonly Digest NewRoot = Digest.Sha256("a new root"u8);

    private readonly TestDesk _desk = new();

    private TestHouse? _house;

    private TestHouse House => _house ?? _desk.House;

    [Fact]
    public void The_founding_root_is_active_from_the_first_start_and_has_no_backup()
    {
        RootRecord root = _desk.State.Roots.ShouldHaveSingleItem();
        (root.Root, root.State, root.Level).ShouldBe((TestHouse.Root, KeyState.Active, ProtectionLevel.Software));
        (root.HasBackup, root.IsExportable, root.ActiveSince).ShouldBe((false, true, 1UL));
        root.Accounts.ShouldBeGreaterThan(0);
        for (long i = 0; i < root.Accounts; i++)
        {
            _desk.State.TryGetAccountOf(TestHouse.Root, i, out AccountRecord? account).ShouldBeTrue();
            account!.Root.ShouldBe(TestHouse.Root);
        }

        _desk.State.TryGetAccountOf(TestHouse.Root, root.Accounts, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_generated_root_is_pre_active_until_its_state_is_changed_and_then_takes_the_new_accounts()
    {
        RegisterRoot();
        RootRecord root = Find(NewRoot);
        (root.State, root.Level, root.Algorithm).ShouldBe((KeyState.PreActive, ProtectionLevel.Software, "bip32-seed"));
        root.Backups.Select(backup => (backup.Site, backup.Country, backup.Form)).ShouldBe(
            [("site of carol", "FR", "share-file"), ("site of dave", "FR", "share-file"), ("site of erin", "HK", "paper")]);
        _desk.State.TryGetRootFor(_desk.Alpha.Value, out RootRecord? before).ShouldBeTrue();
        before!.Root.ShouldBe(TestHouse.Root);
        Change(NewRoot, "active").ShouldBeNull();
        _desk.State.TryGetRootFor(_desk.Alpha.Value, out RootRecord? after).ShouldBeTrue();
        after!.Root.ShouldBe(NewRoot);
        CanonicalObject.Of(("a", Find(NewRoot).ToObject())).ToBytes().ShouldNotBeEmpty();
        RootRecord.Read(Find(NewRoot).ToObject(), "", out Refusal? refusal)!.ToObject().ToBytes()
            .ShouldBe(Find(NewRoot).ToObject().ToBytes(), refusal?.ToString());
    }

    [Fact]
    public void A_backup_and_a_restore_drill_are_noted_with_the_root_they_are_about()
    {
        Submit(Ceremony("backup"), TestHouse.Root).ShouldBeNull();
        Find(TestHouse.Root).HasBackup.ShouldBeTrue();
        Find(TestHouse.Root).LastRestoreTest.ShouldBeNull();
        Submit(Ceremony("restore-drill"), TestHouse.Root).ShouldBeNull();
        Find(TestHouse.Root).LastRestoreTest.ShouldBe(House.Now);
        Find(TestHouse.Root).State.ShouldBe(KeyState.Active);
    }

    [Fact]
    public void Refuses_a_transcript_that_is_absent_altered_unplanned_or_told_twice()
    {
        Intent plan = Ceremony("generate-root");
        byte[] transcript = PlayedCeremony.Of(plan, NewRoot, House.Now);
        Register(transcript, attachment: null).ShouldBe(RegistryRefusal.TranscriptMissing);
        Register(transcript, PlayedCeremony.Of(plan, TestHouse.Root, House.Now)).ShouldBe(RegistryRefusal.TranscriptMissing);
        byte[] altered = [.. transcript];
        altered[transcript.AsSpan().IndexOf("\"at\":\"2026"u8) + 9] = (byte)'7';
        Register(altered, altered).ShouldBe(CeremonyRefusal.ChainBroken);
        byte[] unplanned = PlayedCeremony.Of(TestHouse.Parse(CeremonyBody("generate-root")), NewRoot, House.Now);
        Register(unplanned, unplanned).ShouldBe(RegistryRefusal.PlanNotApproved);
        Register(transcript, transcript).ShouldBeNull();
        Register(transcript, transcript).ShouldBe(RegistryRefusal.CeremonyKnown);
        Submit(Ceremony("generate-root"), NewRoot).ShouldBe(RegistryRefusal.RootKnown);
    }

    [Fact]
    public void Refuses_another_root_than_the_plan_names_and_one_that_nobody_registered()
    {
        Submit(Ceremony("backup"), NewRoot).ShouldBe(RegistryRefusal.TranscriptRoot);
        Intent other = House.Register(CeremonyBody("backup", NewRoot));
        Submit(other, NewRoot).ShouldBe(RegistryRefusal.UnknownRoot);
    }

    [Fact]
    public void Refuses_somebody_of_the_roster_with_another_key()
    {
        CanonicalObject plan = CeremonySamples.Plan("generate-root").With("securityManager", CeremonySamples.Person("vera"));
        Intent intent = House.Register(House.Head().Compose(IntentKind.Ceremony, ("plan", plan)));
        Submit(intent, NewRoot).ShouldBe(RegistryRefusal.ParticipantKey);
    }

    [Fact]
    public void Every_pair_of_states_is_allowed_or_refused_as_the_table_says()
    {
        string[] allowed =
        [
            "pre-active>active", "pre-active>compromised", "pre-active>destroyed", "active>suspended",
            "active>deactivated", "active>compromised", "suspended>active", "suspended>deactivated",
            "suspended>compromised", "deactivated>compromised", "deactivated>destroyed", "compromised>destroyed",
        ];
        IEnumerable<string> found = from before in KeyStates.All
                                    from after in KeyStates.All
                                    where before.MayBecome(after)
                                    select $"{before.ToText()}>{after.ToText()}";
        found.Order().ShouldBe(allowed.Order());
        Change(TestHouse.Root, "destroyed").ShouldBe(RegistryRefusal.KeyTransition);
        Change(NewRoot, "active").ShouldBe(RegistryRefusal.UnknownRoot);
        Change(TestHouse.Root, "suspended").ShouldBeNull();
        Change(TestHouse.Root, "active").ShouldBeNull();
    }

    [Fact]
    public void A_root_is_destroyed_only_with_the_certificates_for_all_that_holds_it()
    {
        Submit(Ceremony("backup"), TestHouse.Root).ShouldBeNull();
        Change(TestHouse.Root, "compromised").ShouldBeNull();
        Change(TestHouse.Root, "destroyed").ShouldBe(RegistryRefusal.NotDestroyed);
        Submit(Destruction("keystore"), TestHouse.Root).ShouldBeNull();
        Find(TestHouse.Root).Destroyed.ShouldBe(["keystore"]);
        Change(TestHouse.Root, "destroyed").ShouldBe(RegistryRefusal.NotDestroyed);
        Submit(Destruction("shares"), TestHouse.Root).ShouldBeNull();
        Change(TestHouse.Root, "destroyed").ShouldBeNull();
        Find(TestHouse.Root).State.ShouldBe(KeyState.Destroyed);
    }

    [Fact]
    public void A_founding_root_that_a_ceremony_made_gets_its_ceremony_and_its_backups_once()
    {
        Submit(Ceremony("generate-root"), TestHouse.Root).ShouldBeNull();
        RootRecord root = Find(TestHouse.Root);
        (root.State, root.HasBackup, root.Ceremony is null).ShouldBe((KeyState.Active, true, false));
        Submit(Ceremony("generate-root"), TestHouse.Root).ShouldBe(RegistryRefusal.RootKnown);
    }

    [Fact]
    public void A_ceremony_that_changes_no_root_is_not_registered()
    {
        CanonicalObject plan = CeremonySamples.Plan("succession");
        Intent intent = House.Register(House.Head().Compose(IntentKind.Ceremony, ("plan", plan)));
        Transcript transcript = PlayedCeremony.Play(intent, TestHouse.Root, House.Now);
        byte[] bytes = transcript.ToCanonical().ToBytes();
        Register(bytes, bytes).ShouldBe(RegistryRefusal.NothingRegistered);
    }

    [Fact]
    public void Without_an_active_root_there_are_no_new_accounts()
    {
        Change(TestHouse.Root, "compromised").ShouldBeNull();
        Intent opening = TestHouse.Parse(_desk.OpeningBody(
            _desk.Alpha, _desk.AlphaWallet, AccountId.From(Guid.CreateVersion7()), generation: 7));
        House.TryRegister(House.Submit(opening, "olga", "anna", "ben"))!.Code.ShouldBe(RegistryRefusal.NoActiveRoot);
    }

    [Fact]
    public void A_root_is_marked_as_compromised_while_signing_is_frozen()
    {
        Freeze.Decide(_desk.State, House.Sign("vera", Verdict.Freeze), House.Now, out Freezing? freezing, out _).ShouldBeTrue();
        House.Append(freezing!.ToLeaf(House.Stamp()));
        Change(TestHouse.Root, "compromised").ShouldBeNull();
        Submit(House.State, "generate-root").ShouldBe(RegistryRefusal.Frozen);
    }

    [Fact]
    public void In_production_no_account_is_opened_before_the_backup_of_its_root_was_checked()
    {
        TestHouse strict = new(profile: "production");
        _house = strict;
        TestDesk open = new(strict, desk =>
        {
            ClientId client = ClientId.From(Guid.CreateVersion7());
            strict.Register(desk.ClientBody(client));
            Intent opening = TestHouse.Parse(desk.OpeningBody(
                client, WalletId.From(Guid.CreateVersion7()), AccountId.From(Guid.CreateVersion7()), generation: 0));
            Submission submission = strict.Submit(opening, "olga", "anna", "ben");
            strict.TryRegister(submission)!.Code.ShouldBe(RegistryRefusal.RootWithoutBackup);
            Submit(Ceremony("backup"), TestHouse.Root).ShouldBeNull();
            strict.TryRegister(submission).ShouldBeNull();
        });
        open.AlphaAccount.Root.ShouldBe(TestHouse.Root);
        Submit(Ceremony("generate-root"), NewRoot).ShouldBe(RegistryRefusal.RootLevel);
    }

    private RootRecord Find(Digest root)
    {
        _desk.State.TryGetRoot(root, out RootRecord? record).ShouldBeTrue();
        return record!;
    }

    private void RegisterRoot() => Submit(Ceremony("generate-root"), NewRoot).ShouldBeNull();

    private CanonicalObject CeremonyBody(string purpose, Digest? root = null)
    {
        CanonicalObject plan = CeremonySamples.Plan(purpose);
        if (purpose != "generate-root") plan = plan.With("root", $"{root ?? TestHouse.Root}");
        return House.Head().Compose(IntentKind.Ceremony, ("plan", plan));
    }

    private Intent Destruction(string what)
    {
        CanonicalObject body = CeremonyBody("destroy");
        body.TryObject("plan", out CanonicalObject? plan).ShouldBeTrue();
        return House.Register(body.With("plan", plan!.With("destroys", CanonicalArray.OfTexts([what]))));
    }

    private Intent Ceremony(string purpose) => House.Register(CeremonyBody(purpose));

    private string? Submit(State state, string purpose)
    {
        Intent intent = TestHouse.Parse(CeremonyBody(purpose));
        state.IsFrozen.ShouldBeTrue();
        return House.TryRegister(House.Submit(intent, "olga", "anna", "ben"))?.Code;
    }

    private string? Submit(Intent plan, Digest root)
    {
        byte[] transcript = PlayedCeremony.Of(plan, root, House.Now);
        return Register(transcript, transcript);
    }

    private string? Register(byte[] named, byte[]? attachment)
    {
        Intent intent = TestHouse.Parse(House.Head().Compose(
            IntentKind.KeyRegistration, ("transcript", $"{Digest.Sha256(named)}")));
        Submission submission = House.Submit(intent, "olga", "anna", "ben") with
        {
            Attachment = attachment is null ? null : TranscriptEvidence.Of(attachment),
        };
        return House.TryRegister(submission)?.Code;
    }

    private string? Change(Digest root, string state)
    {
        Intent intent = TestHouse.Parse(House.Head().Compose(
            IntentKind.KeyStateChange, ("root", $"{root}"), ("state", state), ("reason", "a test")));
        return House.TryRegister(House.Submit(intent, "olga", "anna", "ben"))?.Code;
    }
}
