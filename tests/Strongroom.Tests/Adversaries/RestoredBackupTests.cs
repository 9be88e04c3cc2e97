using Strongroom.Audit;
using Strongroom.Cli.Audit;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Audit;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// Last month's backup of everything, the Server's database with its approved intents and the Signer's folder with its
/// journal, used by somebody who may start the Signer: nothing that ended comes back.
/// </summary>
public sealed class RestoredBackupTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private HouseAtWork house = null!;

    public async Task InitializeAsync() => house = await HouseAtWork.OpenAsync();

    public Task DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task An_old_database_revives_no_intent_that_expired_or_was_rejected()
    {
        Intent unused = Payment(), unsigned = Payment(), rejected = Payment();
        SubmittedBytes[] backup = [house.Desk.Bytes(unused), house.Desk.Bytes(unsigned), house.Desk.Bytes(rejected)];
        (await RegisterAsync(backup[1])).Must();
        (await RegisterAsync(backup[2])).Must();
        (await house.Desk.StateAsync(house.Harness.Carol, Verdict.Reject, rejected.Digest)).Must();
        house.Harness.MustBeOnRecord(
            await RegisterAsync(backup[2] with { Unsigned = SignerDesk.Unsigned(rejected, 0) }),
            RegistryRefusal.Closed, rejected.Digest);
        house.Harness.Time.Advance(TimeSpan.FromDays(30));
        house.Harness.MustBeOnRecord(await RegisterAsync(backup[0]), RegistryRefusal.Expired, unused.Digest);
        house.Harness.MustBeOnRecord(
            await RegisterAsync(backup[1] with { Unsigned = SignerDesk.Unsigned(unsigned, 0) }),
            RegistryRefusal.Expired, unsigned.Digest);
        house.Harness.LeavesOf<SigningLeaf>().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_old_database_revives_no_quorum_of_people_who_left()
    {
        Intent unused = Payment();
        SubmittedBytes backup = house.Desk.Bytes(unused);
        Intent leaving = house.Intend(
            IntentKind.RosterChange, ("people", CanonicalArray.Empty), ("removed", CanonicalArray.Of("bob")));
        await house.Desk.EnactAsync(leaving);
        house.Harness.MustBeOnRecord(await RegisterAsync(backup), StatementRefusal.UnknownKey, unused.Digest);
        house.Harness.MustBeUnregistered(unused);
    }

    [Fact]
    public async Task An_old_database_revives_no_policy_and_no_limit()
    {
        Intent unused = Payment();
        SubmittedBytes backup = house.Desk.Bytes(unused);
        CanonicalObject stricter = TestPolicy.Of(3, HouseAtWork.GovernanceRule);
        Intent older = house.Intend(IntentKind.PolicyChange, ("policy", HouseAtWork.Policy(3)));
        SubmittedBytes olderBackup = house.Desk.Bytes(older);
        await house.Desk.EnactAsync(house.Intend(IntentKind.PolicyChange, ("policy", stricter)));
        house.Harness.MustBeOnRecord(await RegisterAsync(backup), PolicyRefusal.Denied, unused.Digest);
        house.Harness.MustBeOnRecord(await RegisterAsync(olderBackup), RegistryRefusal.PolicyVersion, older.Digest);
        house.Pipeline.Status().PolicyVersion.ShouldBe(3);
        house.Harness.MustBeUnregistered(unused);
    }

    [Fact]
    public async Task An_old_journal_decides_and_signs_nothing()
    {
        Intent known = Payment();
        (await house.Desk.SubmitAsync(known)).Must();
        string old = await BackUpAsync();
        await WorkOnAsync();
        byte[] unsigned = SignerDesk.Unsigned(known, 0);
        await MustBeRefusedByWitnessesAsync(old, async signer => (await signer.Pipeline.SignAsync(
            known.Digest, unsigned, CancellationToken.None)).MustRefuse(SignerRefusal.JournalBehindWitness));
    }

    [Fact]
    public async Task Both_restored_together_revive_nothing()
    {
        Intent unused = Payment();
        SubmittedBytes package = house.Desk.Bytes(unused, SignerDesk.Unsigned(unused, 0));
        string old = await BackUpAsync();
        await house.Desk.EnactAsync(house.Intend(
            IntentKind.RosterChange, ("people", CanonicalArray.Empty), ("removed", CanonicalArray.Of("bob"))));
        await WorkOnAsync();
        await MustBeRefusedByWitnessesAsync(old, async signer => (await signer.Pipeline.RegisterAsync(
            package, CancellationToken.None)).MustRefuse(SignerRefusal.JournalBehindWitness));
    }

    [Fact]
    public async Task One_witness_restored_with_it_is_not_enough()
    {
        Intent known = Payment();
        (await house.Desk.SubmitAsync(known)).Must();
        string old = await BackUpAsync();
        string state = house.Harness.Witnesses[0].StatePath;
        byte[] remembered = File.ReadAllBytes(state);
        await WorkOnAsync();
        await house.Harness.StopAsync();
        await house.Harness.Witnesses[0].StopAsync();
        File.WriteAllBytes(state, remembered);
        await house.Harness.Witnesses[0].StartAsync();
        await MustBeRefusedByWitnessesAsync(old, async signer => (await signer.Pipeline.SignAsync(
            known.Digest, SignerDesk.Unsigned(known, 0), CancellationToken.None))
            .MustRefuse(SignerRefusal.JournalBehindWitness));
    }

    [Fact]
    public async Task An_old_journal_that_was_worked_on_apart_is_a_fork_that_witnesses_refuse()
    {
        string old = await BackUpAsync();
        await WorkOnAsync();
        ulong honest = house.Harness.Signer.Record.Journal.Size;
        List<RunningWitness> witnesses = [.. house.Harness.Witnesses];
        foreach (RunningWitness witness in witnesses) await witness.StopAsync();
        (SignerInstance? apart, _) = await house.Harness.OpenAsync(old);
        await using (apart)
        {
            for (ulong i = 0; i < honest + 5; i++)
                (await apart!.Pipeline.StateAsync(
                    [house.Desk.Say(house.Harness.Carol, Verdict.Reject, Digest.Sha256(BitConverter.GetBytes(i)))],
                    CancellationToken.None)).Must();
            foreach (RunningWitness witness in witnesses) await witness.StartAsync();
            Refusal? why = await apart!.WitnessedAsync().WaitAsync(Patience);
            why.ShouldNotBeNull().Code.ShouldBe(SignerRefusal.JournalForked);
        }

        Held(witnesses[0]).Size.ShouldBe(honest);
        Intent next = Payment();
        (await house.Desk.SubmitAsync(next, SignerDesk.Unsigned(next, 1))).Must();
    }

    private Intent Payment() => house.Desk.Withdraw(SignerDesk.Wei("1000000000000000"), HouseAtWork.Thief);

    private Task<Outcome<RegistrationAnswer>> RegisterAsync(SubmittedBytes bytes) =>
        house.Pipeline.RegisterAsync(bytes, CancellationToken.None);

    private async Task<string> BackUpAsync()
    {
        await house.Harness.StopAsync();
        string copy = house.Harness.CopyData("backup");
        await house.Harness.StartAsync();
        return copy;
    }

    /// <summary>Life goes on after the backup: a payment takes nonce 0, and the witnesses remember it.</summary>
    private async Task WorkOnAsync()
    {
        Intent honest = house.Desk.Withdraw(SignerDesk.Wei("1000000000000000"));
        (await house.Desk.SubmitAsync(
            honest, SignerDesk.Unsigned(honest, 0), house.Harness.Alice, house.Harness.Carol)).Must();
    }

    private async Task MustBeRefusedByWitnessesAsync(string old, Func<SignerInstance, Task> attack)
    {
        await house.Harness.StopAsync();
        (SignerInstance? signer, Refusal? refusal) = await house.Harness.OpenAsync(old);
        refusal.ShouldBeNull();
        await using (signer)
        {
            Refusal? why = await signer!.WitnessedAsync().WaitAsync(Patience);
            why.ShouldNotBeNull().Code.ShouldBe(SignerRefusal.JournalBehindWitness);
            await attack(signer);
            signer.Pipeline.Status().Reason.ShouldBe(SignerRefusal.JournalBehindWitness);
            Held(house.Harness.Witnesses[1]).Size.ShouldBeGreaterThan(signer.Record.Journal.Size);
            signer.Record.Journal.ReadFrom(0).Count(IsSigning).ShouldBe(0);
        }

        // What really happened is untouched: the true journal goes on from there.
        await house.Harness.StartAsync();
        house.Harness.LeavesOf<SigningLeaf>().Count.ShouldBe(1);
    }

    private static bool IsSigning(ReadOnlyMemory<byte> bytes) =>
        Leaf.TryParse(bytes.Span, out Leaf? leaf, out _) && leaf is SigningLeaf;

    /// <summary>What a witness remembers, from its own state file.</summary>
    private static Checkpoint Held(RunningWitness witness)
    {
        WitnessState.TryOpen(witness.StatePath, witness.Key, out WitnessState? state, out _).ShouldBeTrue();
        return state.HeldFor(SignerHarness.Origin).ShouldNotBeNull();
    }
}
