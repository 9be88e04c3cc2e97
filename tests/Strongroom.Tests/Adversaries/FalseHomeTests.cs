using System.Text;
using Strongroom.Audit;
using Strongroom.Chains.Ethereum;
using Strongroom.Cold;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Tests.Cold;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// The online Signer itself in somebody else's hands: its journal key signs, its journal takes any leaf, and honest
/// witnesses cosign that it grows. The cold Signer judges again from people's statements, so it signs nothing that
/// they did not approve; what it refuses is in its own journal.
/// </summary>
public sealed class FalseHomeTests : IAsyncLifetime
{
    private ColdBench _bench = null!;

    public async Task InitializeAsync() => _bench = await ColdBench.StartedAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Cannot_leave_out_that_an_approver_was_removed()
    {
        (Intent intent, _) = await _bench.BindAsync(0);
        await _bench.Desk.EnactAsync(RemoveAlice());
        byte[] whole = await _bench.RequestAsync();
        byte[] without = _bench.Resign(whole, body => WithGovernance(body, leaves => leaves[..^1]));
        await _bench.MustRefuseAsync(without, ColdRefusal.GovernanceMissing);
        // Told of it, the cold Signer goes by it: what Alice approved before does not count any more.
        await _bench.MustSignAsync(whole);
        await MustHaveRefused(intent, StatementRefusal.UnknownKey);
    }

    [Fact]
    public async Task Cannot_leave_out_a_freeze_or_swap_governance_leaves()
    {
        (Intent intent, _) = await _bench.BindAsync(0);
        (await _bench.Desk.StateAsync(_bench.Home.Sam, Verdict.Freeze)).Must();
        byte[] whole = await _bench.RequestAsync();
        foreach (Func<CanonicalValue[], CanonicalValue[]> change in (Func<CanonicalValue[], CanonicalValue[]>[])
            [leaves => leaves[..^1], leaves => leaves[1..], leaves => [.. leaves[..^1], leaves[^2]]])
        {
            byte[] changed = _bench.Resign(whole, body => WithGovernance(body, change));
            await _bench.MustRefuseAsync(changed, ColdRefusal.GovernanceMissing);
        }

        await _bench.MustSignAsync(whole);
        await MustHaveRefused(intent, RegistryRefusal.Frozen);
    }

    [Fact]
    public async Task Cannot_write_a_roster_that_nobody_approved()
    {
        Intent change = RemoveAlice();
        await _bench.WriteAsync(stamp => new RegisteredLeaf(
            stamp, _bench.Home.Operator.Id, change, [Request(change)], Rule("governance"), stamp.Time,
            IntentEffect.Empty));
        await _bench.MustRefuseAsync(await _bench.RequestAsync(), ColdRefusal.GovernanceUnproven);
    }

    [Fact]
    public async Task Cannot_give_a_cold_account_an_address_that_the_pool_did_not_hold()
    {
        string request = Encoding.UTF8.GetString(await _bench.RequestAsync());
        string altered = request.Replace(
            $"\"address\":\"{_bench.Payer}\"", $"\"address\":\"{SignerDesk.Recipient}\"", StringComparison.Ordinal);
        altered.ShouldNotBe(request);
        await _bench.MustRefuseAsync(
            _bench.Resign(Encoding.UTF8.GetBytes(altered), body => body), ColdRefusal.GovernanceUnproven);
    }

    [Fact]
    public async Task Cannot_have_a_movement_signed_without_its_quorum()
    {
        Intent theft = _bench.Withdraw();
        ulong registered = await RegisterAsync(theft, Request(theft));
        ulong bound = await BindAsync(theft, SignerDesk.Unsigned(theft, 0));
        await _bench.MustSignAsync(await _bench.ForgeAsync((theft.Digest, registered, bound)));
        await MustHaveRefused(theft, PolicyRefusal.QuorumIncomplete);
        await MustHaveSigned(0);
    }

    [Fact]
    public async Task Cannot_have_other_bytes_signed_than_what_was_approved()
    {
        Intent intent = _bench.Withdraw();
        await _bench.Desk.EnactAsync(intent);
        byte[] elsewhere = SignerDesk.Unsigned(_bench.Withdraw(to: _bench.Desk.Payer), 0);
        ulong bound = await BindAsync(intent, elsewhere);
        await _bench.MustSignAsync(await _bench.ForgeAsync((intent.Digest, IndexOf(intent), bound)));
        await MustHaveRefused(intent, RegistryRefusal.CallDiffers);
        await MustHaveSigned(0);
    }

    [Fact]
    public async Task Cannot_have_more_spent_on_fees_or_another_hash_bound()
    {
        Intent intent = _bench.Withdraw();
        await _bench.Desk.EnactAsync(intent);
        ulong costly = await BindAsync(intent, SignerDesk.Unsigned(intent, 0, feeGwei: 1_000));
        await _bench.MustSignAsync(await _bench.ForgeAsync((intent.Digest, IndexOf(intent), costly)));
        await MustHaveRefused(intent, RegistryRefusal.FeeAboveMax);
        ulong blind = await BindAsync(intent, SignerDesk.Unsigned(intent, 0), Hash32.Keccak("another"u8));
        await _bench.MustSignAsync(await _bench.ForgeAsync((intent.Digest, IndexOf(intent), blind)));
        await MustHaveRefused(intent, ColdRefusal.BytesDiffer);
        await MustHaveSigned(0);
    }

    [Fact]
    public async Task Cannot_swap_leaves_or_list_what_was_not_requested()
    {
        (Intent one, _) = await _bench.BindAsync(0);
        (Intent two, _) = await _bench.BindAsync(1);
        await _bench.MustSignAsync(await _bench.ForgeAsync((one.Digest, IndexOf(one), BoundOf(two))));
        await MustHaveRefused(one, ColdRefusal.LeafUnexpected);
        byte[] honest = await _bench.RequestAsync(one.Digest);
        ColdRequest other = ColdBench.Parse(await _bench.ForgeAsync((two.Digest, IndexOf(two), BoundOf(two))));
        byte[] swapped = _bench.Resign(honest, body => body.With(
            "movements", CanonicalArray.OfObjects(other.Movements.Select(movement => movement.ToObject()))));
        await _bench.MustSignAsync(swapped);
        await MustHaveRefused(two, AuditRefusal.InclusionInvalid);
        await MustHaveSigned(0);
    }

    [Fact]
    public async Task Cannot_end_a_delay_early()
    {
        Intent large = Large();
        await _bench.Desk.EnactAsync(large);
        ulong bound = await BindAsync(large, SignerDesk.Unsigned(large, 0));
        await _bench.MustSignAsync(await _bench.ForgeAsync((large.Digest, IndexOf(large), bound)));
        await MustHaveRefused(large, RegistryRefusal.TooSoon);
    }

    [Fact]
    public async Task Cannot_name_a_rule_that_does_not_decide()
    {
        Intent intent = _bench.Withdraw();
        SignedStatement[] statements = [Request(intent), Approve(_bench.Home.Alice, intent), Approve(_bench.Home.Bob, intent)];
        ulong registered = await _bench.WriteAsync(stamp => new RegisteredLeaf(
            stamp, _bench.Home.Operator.Id, intent, statements, Rule("inside"), stamp.Time, null));
        ulong bound = await BindAsync(intent, SignerDesk.Unsigned(intent, 0));
        await _bench.MustSignAsync(await _bench.ForgeAsync((intent.Digest, registered, bound)));
        await MustHaveRefused(intent, RegistryRefusal.RuleDiffers);
    }

    [Fact]
    public async Task Cannot_have_a_hot_account_or_a_taken_nonce_signed()
    {
        Intent hot = _bench.Desk.Withdraw();
        await _bench.Desk.SubmitAsync(hot, SignerDesk.Unsigned(hot, 0));
        await _bench.MustSignAsync(await _bench.ForgeAsync((hot.Digest, IndexOf(hot), BoundOf(hot))));
        await MustHaveRefused(hot, ColdRefusal.KeyElsewhere);
        (Intent intent, byte[] unsigned) = await _bench.BindAsync(0);
        await using (Strongroom.Signer.Cold.ColdFolder folder = await _bench.OpenAsync())
        {
            await folder.RecordAsync(new SigningLeaf(
                folder.Stamp(), Digest.Sha256("an earlier intent"u8), SignerDesk.Chain, _bench.Payer, 0, unsigned,
                Hash32.Keccak(unsigned), SignerDesk.FeeMax));
        }

        await _bench.MustSignAsync(await _bench.RequestAsync());
        await MustHaveRefused(intent, ColdRefusal.NonceTaken);
    }

    [Fact]
    public async Task Cannot_do_without_its_witnesses()
    {
        byte[] request = await _bench.RequestAsync();
        SignedCheckpoint head = ColdBench.Parse(request).Head;
        NoteSignature own = head.Note.Signatures.Single(_bench.Home.JournalKey.Owns);
        SignedCheckpoint bare = head with { Note = new SignedNote(head.Note.Text, [own]) };
        byte[] alone = _bench.Resign(
            request, body => body.With("checkpoint", Base64UrlText.Write(bare.ToBytes())));
        await _bench.MustRefuseAsync(alone, AuditRefusal.WitnessesTooFew);
    }

    private Intent RemoveAlice() => SignerDesk.Parse(_bench.Desk.Head().Compose(
        IntentKind.RosterChange, ("people", CanonicalArray.Empty), ("removed", CanonicalArray.Of("alice"))));

    private Intent Large()
    {
        TransferCall.TryCreate(
            SignerDesk.Ether, SignerDesk.Recipient, SignerDesk.Wei("50000000000000000000"), out TransferCall? call, out _)
            .ShouldBeTrue();
        MovementTerms terms = new(_bench.Account, _bench.Payer, call!, SignerDesk.FeeMax);
        return SignerDesk.Parse(Intent.Movement.Compose(
            _bench.Desk.Head(), IntentKind.Withdrawal, terms, ("client", $"{_bench.Desk.Client}")));
    }

    private Task<ulong> RegisterAsync(Intent intent, params SignedStatement[] statements) =>
        _bench.WriteAsync(stamp => new RegisteredLeaf(
            stamp, _bench.Home.Operator.Id, intent, statements, Rule("small-ether"), stamp.Time, null));

    private Task<ulong> BindAsync(Intent intent, byte[] unsigned, Hash32? hash = null) =>
        _bench.WriteAsync(stamp => new SigningLeaf(
            stamp, intent.Digest, SignerDesk.Chain, _bench.Payer, 0, unsigned, hash ?? Hash32.Keccak(unsigned),
            SignerDesk.FeeMax));

    private SignedStatement Request(Intent intent) =>
        _bench.Home.Operator.Say(_bench.Home.Genesis, Verdict.Request, _bench.Home.Now, intent.Digest);

    private SignedStatement Approve(TestPerson person, Intent intent) =>
        person.Say(_bench.Home.Genesis, Verdict.Approve, _bench.Home.Now, intent.Digest);

    private ulong IndexOf(Intent intent)
    {
        _bench.StateOf().TryGetIntent(intent.Digest, out IntentRecord? record).ShouldBeTrue();
        return record!.Index;
    }

    private ulong BoundOf(Intent intent)
    {
        _bench.StateOf().TryGetIntent(intent.Digest, out IntentRecord? record).ShouldBeTrue();
        return record!.Signings[^1].Index;
    }

    private async Task MustHaveRefused(Intent intent, string code) =>
        (await _bench.LeavesAsync()).OfType<ColdRefusedLeaf>().Where(leaf => leaf.IntentDigest == intent.Digest)
            .Last().Code.ShouldBe(code);

    private async Task MustHaveSigned(int count)
    {
        ColdBench bench = _bench;
        (await bench.LeavesAsync()).OfType<SigningLeaf>().Count().ShouldBe(count);
    }

    private static RuleId Rule(string name)
    {
        RuleId.TryParse(name, out RuleId rule, out _).ShouldBeTrue();
        return rule;
    }

    private static CanonicalObject WithGovernance(
        CanonicalObject body, Func<CanonicalValue[], CanonicalValue[]> change)
    {
        body.TryObject("governance", out CanonicalObject? governance).ShouldBeTrue();
        governance!.TryArray("leaves", out CanonicalArray? leaves).ShouldBeTrue();
        return body.With("governance", governance.With(
            "leaves", CanonicalArray.Of(change(leaves!.Items.ToArray()))));
    }
}
