using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Roster;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// Root on the Server, with every statement that ever passed through it: it puts together a quorum that never was. The
/// operator did request; whoever is missing among the approvers cannot be made up.
/// </summary>
public sealed class CompromisedServerStatementTests(HouseAtWork house) : IClassFixture<HouseAtWork>
{
    [Fact]
    public async Task Cannot_count_the_requester_as_an_approver() => await MustRefuseAsync(
        RegistryRefusal.RequesterApproves,
        intent => [house.Approve(house.Harness.Operator, intent), house.Approve(house.Harness.Alice, intent)]);

    [Fact]
    public async Task Cannot_count_one_approver_as_two() => await MustRefuseAsync(
        PolicyRefusal.QuorumIncomplete, intent => [house.Approve(house.Harness.Alice, intent)]);

    [Fact]
    public async Task Cannot_count_a_person_twice() => await MustRefuseAsync(
        RegistryRefusal.PersonTwice,
        intent => [house.Approve(house.Harness.Alice, intent), house.Approve(house.Harness.Alice, intent)]);

    [Fact]
    public async Task Cannot_count_a_person_twice_by_two_keys() => await MustRefuseAsync(
        RegistryRefusal.PersonTwice,
        intent =>
        [
            house.Approve(house.Harness.Alice, intent),
            house.Speak(house.AliceAtHome, "alice", Verdict.Approve, intent.Digest).ToBytes(),
        ]);

    [Fact]
    public async Task Cannot_make_up_a_key() => await MustRefuseAsync(
        StatementRefusal.UnknownKey,
        intent =>
        [
            house.Approve(house.Harness.Alice, intent),
            house.Speak(TestKey.OfEd25519("bob"), "bob", Verdict.Approve, intent.Digest).ToBytes(),
        ]);

    [Fact]
    public async Task Cannot_lend_one_persons_key_to_another() => await MustRefuseAsync(
        StatementRefusal.OtherPerson,
        intent =>
        [
            house.Approve(house.Harness.Alice, intent),
            house.Speak(house.AliceAtHome, "bob", Verdict.Approve, intent.Digest).ToBytes(),
        ]);

    [Fact]
    public async Task Cannot_use_its_own_key_for_an_approval_or_an_attestation() => await MustRefuseAsync(
        RegistryRefusal.ServiceKeyApproves,
        intent =>
        [
            house.Approve(house.Harness.Alice, intent),
            house.Speak(house.ServerKey, "server", Verdict.Approve, intent.Digest).ToBytes(),
        ]);

    [Fact]
    public async Task Cannot_use_an_approval_of_another_intent()
    {
        Intent other = Payment();
        ReadOnlyMemory<byte> kept = house.Approve(house.Harness.Bob, other);
        await MustRefuseAsync(
            RegistryRefusal.OtherIntent, intent => [house.Approve(house.Harness.Alice, intent), kept]);
    }

    [Theory]
    [InlineData(Verdict.Reject, RegistryRefusal.VerdictNotApproving)]
    [InlineData(Verdict.Veto, RegistryRefusal.VerdictNotApproving)]
    [InlineData(Verdict.Request, RegistryRefusal.RequestTwice)]
    public async Task Cannot_use_another_verdict_as_an_approval(Verdict verdict, string code) => await MustRefuseAsync(
        code,
        intent =>
        [
            house.Approve(house.Harness.Alice, intent),
            house.Desk.Say(house.Harness.Bob, verdict, intent.Digest),
        ]);

    [Theory]
    [InlineData("verdict")]
    [InlineData("intents")]
    [InlineData("signedAt")]
    public async Task Cannot_alter_a_statement_under_its_signature(string member)
    {
        Digest other = Payment().Digest;
        await MustRefuseAsync(StatementRefusal.BadSignature, intent =>
        {
            Verdict verdict = member == "verdict" ? Verdict.Reject : Verdict.Approve;
            Digest about = member == "intents" ? other : intent.Digest;
            SignedStatement signed = house.Harness.Bob.Say(house.Harness.Genesis, verdict, house.Harness.Now, about);
            CanonicalObject wanted = house.Harness.Bob.Say(
                house.Harness.Genesis, Verdict.Approve, house.Harness.Now - TimeSpan.FromSeconds(1), intent.Digest)
                .Statement.Body;
            wanted.TryGet(member, out CanonicalValue value).ShouldBeTrue();
            CanonicalObject forged = signed.Body.With("statement", signed.Statement.Body.With(member, value));
            return [house.Approve(house.Harness.Alice, intent), forged.ToBytes()];
        });
    }

    [Fact]
    public async Task Cannot_bring_statements_of_another_institution() => await MustRefuseAsync(
        StatementRefusal.OtherGenesis,
        intent =>
        [
            house.Approve(house.Harness.Alice, intent),
            house.Harness.Bob.Say(
                Digest.Sha256("staging"u8), Verdict.Approve, house.Harness.Now, intent.Digest).ToBytes(),
        ]);

    [Theory]
    [InlineData(3, StatementRefusal.TooLate)]
    [InlineData(-3, StatementRefusal.TooEarly)]
    public async Task Cannot_bring_statements_of_another_time(int minutes, string code) => await MustRefuseAsync(
        code,
        intent =>
        [
            house.Approve(house.Harness.Alice, intent),
            house.Harness.Bob.Say(
                house.Harness.Genesis, Verdict.Approve, house.Harness.Now + TimeSpan.FromMinutes(minutes), intent.Digest)
                .ToBytes(),
        ]);

    [Fact]
    public async Task Cannot_keep_an_approved_intent_until_it_has_expired()
    {
        Intent intent = Payment();
        ReadOnlyMemory<byte>[] statements =
            [house.Request(intent), house.Approve(house.Harness.Alice, intent), house.Approve(house.Harness.Bob, intent)];
        house.Harness.Time.Advance(TimeSpan.FromDays(1));
        house.Harness.MustBeOnRecord(
            await house.HandInAsync(intent, statements), RegistryRefusal.Expired, intent.Digest);
        house.Harness.MustBeUnregistered(intent);
    }

    [Fact]
    public async Task Cannot_register_what_somebody_rejected_before_it_came()
    {
        Intent intent = Payment();
        ReadOnlyMemory<byte>[] statements =
            [house.Request(intent), house.Approve(house.Harness.Alice, intent), house.Approve(house.Harness.Bob, intent)];
        (await house.Desk.StateAsync(house.Harness.Carol, Verdict.Reject, intent.Digest)).Must();
        house.Harness.LeavesOf<ClosedLeaf>().ShouldContain(leaf => leaf.IntentDigests.Contains(intent.Digest));
        house.Harness.MustBeOnRecord(
            await house.HandInAsync(intent, statements), RegistryRefusal.Closed, intent.Digest);
        house.Harness.MustBeUnregistered(intent);
    }

    [Fact]
    public async Task Cannot_request_in_anybodys_name()
    {
        Intent intent = Payment();
        ReadOnlyMemory<byte> forged =
            house.Speak(TestKey.OfEd25519("odile"), "odile", Verdict.Request, intent.Digest).ToBytes();
        await house.Harness.MustBeCountedAsync(
            () => house.HandInAsync(
                intent, forged, house.Approve(house.Harness.Alice, intent), house.Approve(house.Harness.Bob, intent)),
            StatementRefusal.UnknownKey);
        house.Harness.MustBeUnregistered(intent);
    }

    [Fact]
    public async Task Cannot_do_without_a_request()
    {
        Intent intent = Payment();
        await house.Harness.MustBeCountedAsync(
            () => house.HandInAsync(
                intent, house.Approve(house.Harness.Alice, intent), house.Approve(house.Harness.Bob, intent)),
            RegistryRefusal.RequestMissing);
        house.Harness.MustBeUnregistered(intent);
    }

    [Fact]
    public async Task Cannot_add_a_member_that_vouches_for_something()
    {
        Intent intent = Payment();
        byte[] vouched = intent.Body.With("attestation", "screened by the Server").ToBytes();
        SubmittedBytes bytes = new(vouched, [house.Request(intent)]);
        await house.Harness.MustBeCountedAsync(
            () => house.Pipeline.RegisterAsync(bytes, CancellationToken.None), JsonRefusal.UnknownMember);
    }

    private Intent Payment()
    {
        house.Harness.Time.Advance(TimeSpan.FromMinutes(1));
        return house.Desk.Withdraw(SignerDesk.Wei("1000000000000000"), HouseAtWork.Thief);
    }

    private async Task MustRefuseAsync(string code, Func<Intent, ReadOnlyMemory<byte>[]> approvals)
    {
        Intent intent = Payment();
        Outcome<RegistrationAnswer> outcome = await house.HandInAsync(intent, [house.Request(intent), .. approvals(intent)]);
        house.Harness.MustBeOnRecord(outcome, code, intent.Digest).Requester.ShouldBe(house.Harness.Operator.Id);
        house.Harness.MustBeUnregistered(intent);
    }
}
