using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// One approver's device in somebody else's hands: Alice's keys sign whatever they are asked to. That is one person of
/// every quorum, and stays one; what it can do alone is to stop things, in the open.
/// </summary>
public sealed class StolenApproverDeviceTests : IAsyncLifetime
{
    private HouseAtWork house = null!;

    public async Task InitializeAsync() => house = await HouseAtWork.OpenAsync();

    public Task DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Cannot_reach_a_quorum_with_all_its_keys()
    {
        Intent intent = Theft();
        ReadOnlyMemory<byte> atHome = house.Speak(house.AliceAtHome, "alice", Verdict.Approve, intent.Digest).ToBytes();
        house.Harness.MustBeOnRecord(
            await house.HandInAsync(intent, house.Request(intent), house.Approve(house.Harness.Alice, intent)),
            PolicyRefusal.QuorumIncomplete, intent.Digest);
        house.Harness.MustBeOnRecord(
            await house.HandInAsync(intent, house.Request(intent), house.Approve(house.Harness.Alice, intent), atHome),
            RegistryRefusal.PersonTwice, intent.Digest);
        house.Harness.MustBeUnregistered(intent);
    }

    [Fact]
    public async Task Cannot_request_what_only_operators_request()
    {
        Intent intent = Theft();
        Outcome<RegistrationAnswer> outcome = await house.HandInAsync(
            intent, house.Desk.Say(house.Harness.Alice, Verdict.Request, intent.Digest),
            house.Approve(house.Harness.Bob, intent), house.Approve(house.Harness.Carol, intent));
        house.Harness.MustBeOnRecord(outcome, PolicyRefusal.Denied, intent.Digest)
            .Requester.ShouldBe(house.Harness.Alice.Id);
        house.Harness.MustBeUnregistered(intent);
    }

    [Fact]
    public async Task Cannot_request_and_approve()
    {
        Intent intent = Theft();
        Outcome<RegistrationAnswer> outcome = await house.HandInAsync(
            intent, house.Desk.Say(house.Harness.Alice, Verdict.Request, intent.Digest),
            house.Speak(house.AliceAtHome, "alice", Verdict.Approve, intent.Digest).ToBytes(),
            house.Approve(house.Harness.Bob, intent));
        house.Harness.MustBeOnRecord(outcome, RegistryRefusal.RequesterApproves, intent.Digest)
            .Requester.ShouldBe(house.Harness.Alice.Id);
        house.Harness.MustBeUnregistered(intent);
    }

    [Fact]
    public async Task Cannot_enrol_an_accomplice_alone()
    {
        Intent change = house.Intend(
            IntentKind.RosterChange,
            ("people", CanonicalArray.Of(
                house.Newcomer("mallory", "approvers", Strongroom.Tests.Roster.TestKey.OfEd25519("mallory")))),
            ("removed", CanonicalArray.Empty));
        Outcome<RegistrationAnswer> outcome = await house.HandInAsync(
            change, house.Desk.Say(house.Harness.Alice, Verdict.Request, change.Digest),
            house.Speak(house.AliceAtHome, "alice", Verdict.Approve, change.Digest).ToBytes());
        house.Harness.MustBeOnRecord(outcome, RegistryRefusal.RequesterApproves, change.Digest);
        house.Harness.MustBeUnregistered(change);
    }

    [Fact]
    public async Task Counts_no_more_once_its_keys_left_the_roster()
    {
        Intent intent = Theft();
        ReadOnlyMemory<byte> kept = house.Approve(house.Harness.Alice, intent);
        Intent removal = house.Intend(
            IntentKind.RosterChange, ("people", CanonicalArray.Empty), ("removed", CanonicalArray.Of("alice")));
        (await house.Desk.SubmitAsync(removal, null, house.Harness.Bob, house.Harness.Carol)).Must();
        house.Harness.MustBeOnRecord(
            await house.HandInAsync(intent, house.Request(intent), kept, house.Approve(house.Harness.Bob, intent)),
            StatementRefusal.UnknownKey, intent.Digest);
        house.Harness.MustBeUnregistered(intent);
    }

    [Fact]
    public async Task Can_freeze_in_the_open_and_neither_lift_the_freeze_nor_bring_it_back()
    {
        ReadOnlyMemory<byte> freeze = house.Desk.Say(house.Harness.Alice, Verdict.Freeze);
        (await house.Pipeline.StateAsync([freeze], CancellationToken.None)).Must();
        house.Harness.LeavesOf<FrozenLeaf>().Single().Statement.Statement.Person.ShouldBe(house.Harness.Alice.Id);
        Intent alone = house.Desk.Unfreeze();
        house.Harness.MustBeOnRecord(
            await house.HandInAsync(alone, house.Request(alone), house.Approve(house.Harness.Alice, alone)),
            PolicyRefusal.QuorumIncomplete, alone.Digest);
        await house.Desk.EnactAsync(house.Desk.Unfreeze());
        await house.Harness.MustBeCountedAsync(
            () => house.Pipeline.StateAsync([freeze], CancellationToken.None), RegistryRefusal.StatementStale);
        house.Pipeline.Status().IsFrozen.ShouldBeFalse();
    }

    [Fact]
    public async Task Cannot_veto_what_others_may_veto()
    {
        Intent intent = house.Desk.Withdraw(SignerDesk.Wei("2000000000000000000"));
        await house.Desk.EnactAsync(intent);
        await house.Harness.MustBeCountedAsync(
            () => house.Desk.StateAsync(house.Harness.Alice, Verdict.Veto, intent.Digest), RegistryRefusal.NotNamedByRule);
        house.Harness.Time.Advance(TimeSpan.FromMinutes(61));
        (await house.Desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
    }

    private Intent Theft() => house.Desk.Withdraw(SignerDesk.HalfEther, HouseAtWork.Thief);
}
