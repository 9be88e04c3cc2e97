using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Roster;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Roster;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// One administrator with a good session and a key of the roster, who may request governance: alone every change stays
/// a request, and each is in the record with the administrator's name.
/// </summary>
public sealed class LoneAdministratorTests : IAsyncLifetime
{
    private HouseAtWork house = null!;

    public async Task InitializeAsync() => house = await HouseAtWork.OpenAsync();

    public Task DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Cannot_change_the_policy()
    {
        CanonicalObject mine = TestPolicy.Of(3, HouseAtWork.GovernanceRule, OneIsEnough("\"administrators\"", "approvers"));
        Intent change = house.Intend(IntentKind.PolicyChange, ("policy", mine));
        await MustWaitForOthersAsync(change);
        house.Pipeline.Status().PolicyVersion.ShouldBe(2);
    }

    [Fact]
    public async Task Cannot_change_the_roster()
    {
        Intent change = house.Intend(
            IntentKind.RosterChange,
            ("people", CanonicalArray.Of(house.Newcomer("mallory", "approvers", TestKey.OfEd25519("mallory")))),
            ("removed", CanonicalArray.Of("alice", "bob")));
        await MustWaitForOthersAsync(change);
        Intent intent = house.Desk.Withdraw(SignerDesk.HalfEther, HouseAtWork.Thief);
        Outcome<RegistrationAnswer> outcome = await house.HandInAsync(
            intent, house.Request(intent), house.Approve(house.Harness.Carol, intent),
            house.Speak(TestKey.OfEd25519("mallory"), "mallory", Verdict.Approve, intent.Digest).ToBytes());
        house.Harness.MustBeOnRecord(outcome, StatementRefusal.UnknownKey, intent.Digest);
    }

    [Fact]
    public async Task Cannot_make_itself_an_approver()
    {
        CanonicalObject adam = house.Adam.ToCanonical()
            .With("groups", CanonicalArray.Of("administrators", "approvers", "operators"));
        await MustWaitForOthersAsync(house.Intend(
            IntentKind.RosterChange, ("people", CanonicalArray.Of(adam)), ("removed", CanonicalArray.Empty)));
        Intent intent = house.Desk.Withdraw(SignerDesk.HalfEther, HouseAtWork.Thief);
        Outcome<RegistrationAnswer> outcome = await house.HandInAsync(
            intent, house.Request(intent), house.Approve(house.Harness.Alice, intent), house.Approve(house.Adam, intent));
        house.Harness.MustBeOnRecord(outcome, PolicyRefusal.QuorumIncomplete, intent.Digest);
    }

    [Fact]
    public async Task Cannot_allow_a_destination()
    {
        Intent entry = Allow("adam");
        await MustWaitForOthersAsync(entry);
        Intent inAlicesName = Allow("alice");
        Outcome<RegistrationAnswer> outcome = await house.HandInAsync(
            inAlicesName, Request(inAlicesName), house.Approve(house.Harness.Bob, inAlicesName),
            house.Approve(house.Harness.Carol, inAlicesName));
        house.Harness.MustBeOnRecord(outcome, RegistryRefusal.ConfirmationMissing, inAlicesName.Digest);
        house.Harness.MustBeUnregistered(inAlicesName);
    }

    [Fact]
    public async Task Cannot_approve_the_own_request_even_with_an_approver_beside()
    {
        Intent change = house.Intend(IntentKind.PolicyChange, ("policy", HouseAtWork.Policy(3)));
        Outcome<RegistrationAnswer> outcome = await house.HandInAsync(
            change, Request(change), house.Approve(house.Adam, change), house.Approve(house.Harness.Alice, change));
        house.Harness.MustBeOnRecord(outcome, RegistryRefusal.RequesterApproves, change.Digest);
        house.Harness.MustBeUnregistered(change);
    }

    [Fact]
    public async Task Cannot_request_payments()
    {
        Intent intent = house.Desk.Withdraw(SignerDesk.HalfEther, HouseAtWork.Thief);
        Outcome<RegistrationAnswer> outcome = await house.HandInAsync(
            intent, Request(intent), house.Approve(house.Harness.Alice, intent), house.Approve(house.Harness.Bob, intent));
        house.Harness.MustBeOnRecord(outcome, PolicyRefusal.Denied, intent.Digest).Requester.ShouldBe(house.Adam.Id);
        house.Harness.MustBeUnregistered(intent);
    }

    [Fact]
    public async Task Cannot_bring_a_key_whose_holder_never_proved_it_even_past_two_approvers()
    {
        CanonicalObject unproved = CanonicalObject.Of(
            ("person", "mallory"), ("groups", CanonicalArray.Of("approvers")),
            ("keys", CanonicalArray.Of(TestKey.OfEd25519("mallory").Key.ToCanonical())));
        Intent change = house.Intend(
            IntentKind.RosterChange, ("people", CanonicalArray.Of(unproved)), ("removed", CanonicalArray.Empty));
        Outcome<RegistrationAnswer> outcome = await house.HandInAsync(
            change, Request(change), house.Approve(house.Harness.Alice, change), house.Approve(house.Harness.Bob, change));
        house.Harness.MustBeOnRecord(outcome, RosterRefusal.PossessionMissing, change.Digest);
        house.Harness.MustBeUnregistered(change);
    }

    [Fact]
    public async Task Cannot_leave_the_institution_without_a_quorum_even_past_two_approvers()
    {
        Intent change = house.Intend(
            IntentKind.RosterChange, ("people", CanonicalArray.Empty),
            ("removed", CanonicalArray.Of("bob", "carol", "paula")));
        Outcome<RegistrationAnswer> outcome = await house.HandInAsync(
            change, Request(change), house.Approve(house.Harness.Alice, change), house.Approve(house.Harness.Bob, change));
        house.Harness.MustBeOnRecord(outcome, PolicyRefusal.QuorumUnsatisfiable, change.Digest);
        house.Harness.MustBeUnregistered(change);
    }

    private static string OneIsEnough(string requesters, string group) =>
        $$"""
        {"id":"mine","kinds":["withdrawal"],"quorums":[[{"count":1,"group":"{{group}}"}]],"requesters":[{{requesters}}]}
        """;

    private Intent Allow(string confirmedBy) => house.Intend(
        IntentKind.AllowlistEntry, ("entry", $"{EntryId.From(Guid.CreateVersion7())}"),
        ("client", $"{house.Desk.Client}"), ("chain", $"{SignerDesk.Chain}"), ("address", $"{HouseAtWork.Thief}"),
        ("confirmedBy", confirmedBy));

    private ReadOnlyMemory<byte> Request(Intent intent) => house.Desk.Say(house.Adam, Verdict.Request, intent.Digest);

    private async Task MustWaitForOthersAsync(Intent change)
    {
        house.Harness.MustBeOnRecord(
            await house.HandInAsync(change, Request(change)), PolicyRefusal.QuorumIncomplete, change.Digest)
            .Requester.ShouldBe(house.Adam.Id);
        house.Harness.MustBeOnRecord(
            await house.HandInAsync(change, Request(change), house.Approve(house.Harness.Alice, change)),
            PolicyRefusal.QuorumIncomplete, change.Digest);
        house.Harness.MustBeUnregistered(change);
    }
}
