using Strongroom.Attestations;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Registry;
using Strongroom.Tests.Attestations;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Roster;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// A node, price feed or screening list that lies, or a Server that withholds, delays, alters or borrows what they say.
/// Whatever it does, the withdrawal is refused on record, and never left to the laxer rule.
/// </summary>
public sealed class LyingAttestorTests : IAsyncLifetime
{
    private AttestedHouse attested = null!;

    private HouseAtWork House => attested.House;

    public async Task InitializeAsync() => attested = await AttestedHouse.OpenAsync();

    public async Task DisposeAsync() => await attested.DisposeAsync();

    [Fact]
    public async Task The_truth_from_enough_attestors_passes_and_stands_in_the_record()
    {
        Intent intent = House.WithdrawTokens();
        (await attested.SubmitAsync(intent, attested.Truth(), Unsigned(intent))).Must().Signature.ShouldNotBeNull();
        RegisteredLeaf leaf = Registered(intent);
        leaf.Rule.ToString().ShouldBe("attested-tokens");
        leaf.Attestations.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Anybody_can_judge_the_recorded_decision_again()
    {
        Intent intent = House.WithdrawTokens();
        SignedAttestation unused = attested.Say(attested.Feeds[2], AttestedHouse.Screened());
        (await attested.SubmitAsync(intent, [.. attested.Truth(), unused])).Must();
        await House.Harness.StopAsync();
        await House.Harness.StartAsync();
        List<byte[]> journal = [.. House.Harness.Signer.Record.Journal.ReadFrom(0).Select(leaf => leaf.ToArray())];
        State? state = null;
        foreach (byte[] bytes in journal)
        {
            Leaf.TryParse(bytes, out Leaf? leaf, out _).ShouldBeTrue();
            if (leaf is RegisteredLeaf registered && registered.Intent.Digest == intent.Digest)
            {
                registered.Attestations.ShouldNotContain(one => one.Key == unused.Key);
                JudgeAgain(state!, registered).ShouldBe(bytes);
                return;
            }

            if (state is null) state = State.Found((FoundedLeaf)leaf!);
            else state.Apply(leaf!);
        }

        throw new InvalidOperationException("the intent is not in the journal");
    }

    [Fact]
    public void A_snapshot_keeps_the_attestors()
    {
        using RecordedState.Turn turn = House.Harness.Signer.Record.Take();
        State.TryOpen(turn.State.WriteHead(), turn.State.Table, out State? opened, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        opened!.Roster.Attestors.Count.ShouldBe(6);
        opened.WriteHead().ShouldBe(turn.State.WriteHead());
    }

    [Fact]
    public async Task One_liar_of_three_price_feeds_is_not_believed()
    {
        await MustRefuseAsync(PolicyRefusal.FactDivergent, With(attested.Say(attested.Feeds[2], AttestedHouse.Price(1))));
        await MustRefuseAsync(
            PolicyRefusal.FactDivergent, Without(0, attested.Say(attested.Feeds[2], AttestedHouse.Price(1))));
    }

    [Fact]
    public async Task One_node_that_denies_a_swapped_contract_is_enough_to_refuse()
    {
        Hash32 swapped = Hash32.Keccak("another code"u8);
        await MustRefuseAsync(
            PolicyRefusal.FactDivergent, Without(3, attested.Say(attested.Nodes[1], AttestedHouse.CodeIs(swapped))));
        List<SignedAttestation> both = attested.Truth();
        both[2] = attested.Say(attested.Nodes[0], AttestedHouse.CodeIs(swapped));
        both[3] = attested.Say(attested.Nodes[1], AttestedHouse.CodeIs(swapped));
        await MustRefuseAsync(PolicyRefusal.CodeHashDiffers, both);
    }

    [Fact]
    public async Task A_destination_on_the_list_is_refused_and_not_left_to_a_laxer_rule() => await MustRefuseAsync(
        PolicyRefusal.DestinationListed, Without(4, attested.Say(attested.Screener, AttestedHouse.Screened(isClear: false))));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task A_withheld_fact_is_refused_and_not_left_to_a_laxer_rule(int withheld)
    {
        await MustRefuseAsync(PolicyRefusal.FactMissing, Without(withheld));
        await MustRefuseAsync(PolicyRefusal.FactMissing, []);
    }

    [Theory]
    [InlineData(121)]
    [InlineData(-31)]
    public async Task An_old_price_and_one_from_the_future_are_refused(int ageSeconds)
    {
        await MustRefuseAsync(
            PolicyRefusal.FactStale, Without(0, attested.Say(attested.Feeds[0], AttestedHouse.Price(), ageSeconds)));
        await MustRefuseAsync(
            PolicyRefusal.FactStale, With(attested.Say(attested.Feeds[2], AttestedHouse.Price(), ageSeconds)));
    }

    [Fact]
    public async Task Kept_attestations_end_with_the_signers_own_clock()
    {
        List<SignedAttestation> kept = attested.Truth();
        House.Harness.Time.Advance(TimeSpan.FromSeconds(121));
        await MustRefuseAsync(PolicyRefusal.FactStale, kept);
    }

    [Fact]
    public async Task What_was_said_to_another_institution_is_refused()
    {
        Digest staging = Digest.Sha256("staging"u8);
        SignedAttestation replayed = attested.Feeds[0].Say(staging, House.Harness.Now, AttestedHouse.Price());
        await MustRefuseAsync(AttestationRefusal.OtherInstitution, Without(0, replayed));
    }

    [Fact]
    public async Task A_removed_attestor_is_no_longer_heard()
    {
        SignedAttestation before = attested.Say(attested.Feeds[2], AttestedHouse.Price());
        await House.Desk.EnactAsync(House.Intend(
            IntentKind.RosterChange, ("people", CanonicalArray.Empty), ("removed", CanonicalArray.Empty),
            ("removedAttestors", CanonicalArray.Of("feed-c"))));
        await MustRefuseAsync(AttestationRefusal.UnknownKey, Without(0, before));
        await MustRefuseAsync(AttestationRefusal.UnknownKey, With(before));
    }

    [Fact]
    public async Task A_removal_that_leaves_too_few_attestors_for_the_policy_is_refused()
    {
        Intent removal = House.Intend(
            IntentKind.RosterChange, ("people", CanonicalArray.Empty), ("removed", CanonicalArray.Empty),
            ("removedAttestors", CanonicalArray.Of("node-a")));
        House.Harness.MustBeOnRecord(
            await House.Desk.SubmitAsync(removal), PolicyRefusal.AttestorsTooFew, removal.Digest);
    }

    [Fact]
    public async Task A_persons_key_attests_nothing()
    {
        SignedAttestation byAlice = attested.Feeds[0].Say(
            House.Harness.Genesis, House.Harness.Now, AttestedHouse.Price(), House.AliceAtHome);
        await MustRefuseAsync(AttestationRefusal.UnknownKey, Without(0, byAlice));
    }

    [Fact]
    public async Task An_attestors_key_approves_nothing()
    {
        Intent intent = House.WithdrawTokens();
        TestKey key = attested.Feeds[0].Key;
        SignedStatement approval = House.Speak(key, "feed-a", Verdict.Approve, intent.Digest);
        House.Harness.MustBeOnRecord(
            await House.HandInAsync(intent, House.Request(intent), approval.ToBytes()),
            StatementRefusal.UnknownKey,
            intent.Digest);
        SignedStatement asAlice = House.Speak(key, "alice", Verdict.Approve, intent.Digest);
        House.Harness.MustBeOnRecord(
            await House.HandInAsync(intent, House.Request(intent), asAlice.ToBytes()),
            StatementRefusal.UnknownKey,
            intent.Digest);
        House.Harness.MustBeUnregistered(intent);
    }

    [Fact]
    public async Task An_attestors_key_freezes_nothing()
    {
        Statement.TryCreate(
            House.Harness.Genesis, Samples("feed-a"), Verdict.Freeze, [], House.Harness.Now,
            out Statement? freeze, out _).ShouldBeTrue();
        await House.Harness.MustBeCountedAsync(
            () => House.Pipeline.StateAsync([attested.Feeds[0].Key.Sign(freeze!).ToBytes()], CancellationToken.None),
            StatementRefusal.UnknownKey);
    }

    [Fact]
    public async Task The_right_fact_about_something_else_is_no_fact()
    {
        SignedAttestation other = attested.Say(attested.Screener, AttestedHouse.Screened(address: HouseAtWork.Thief));
        await MustRefuseAsync(PolicyRefusal.FactMissing, Without(4, other));
        SignedAttestation cents = attested.Say(
            attested.Feeds[0], Claims.Price(HouseAtWork.Token, 92, 1_000_000, new Quote("EUR", 4)));
        await MustRefuseAsync(PolicyRefusal.FactMissing, Without(0, cents));
    }

    [Fact]
    public async Task One_attestor_in_anothers_name_is_refused()
    {
        SignedAttestation forged = attested.Feeds[1].Say(
            House.Harness.Genesis, House.Harness.Now, AttestedHouse.Price(), attested.Feeds[0].Key);
        await MustRefuseAsync(AttestationRefusal.OtherAttestor, Without(1, forged));
    }

    [Fact]
    public async Task What_was_altered_on_the_way_is_refused()
    {
        SignedAttestation right = attested.Say(attested.Feeds[0], AttestedHouse.Price());
        SignedAttestation lower = attested.Say(attested.Feeds[0], AttestedHouse.Price(1));
        SignedAttestation altered = new(right.Key, right.Signature, lower.Attestation);
        await MustRefuseAsync(AttestationRefusal.BadSignature, Without(0, altered));
    }

    [Fact]
    public async Task Two_answers_of_one_attestor_are_refused() => await MustRefuseAsync(
        RegistryRefusal.AttestationTwice, With(attested.Say(attested.Feeds[0], AttestedHouse.Price(), ageSeconds: 60)));

    [Fact]
    public async Task A_flood_of_attestations_is_refused() => await MustRefuseAsync(
        RegistryRefusal.TooManyAttestations,
        [.. Enumerable.Range(0, Submission.AttestationsMax + 1).Select(i => attested.Say(
            attested.Screener, AttestedHouse.Screened(address: SignerDesk.Address(Recipient(i)))))]);

    [Fact]
    public async Task An_attestation_that_is_none_is_refused_and_counted()
    {
        Intent intent = House.WithdrawTokens();
        SubmittedBytes bytes = House.Desk.Bytes(intent) with { Attestations = ["{}"u8.ToArray()] };
        await House.Harness.MustBeCountedAsync(
            () => House.Pipeline.RegisterAsync(bytes, CancellationToken.None), JsonRefusal.MissingMember);
    }

    [Fact]
    public async Task A_value_above_the_limit_is_for_the_next_rule_and_facts_are_not_judged_twice()
    {
        Intent large = House.WithdrawTokens("50000000000");
        (await attested.SubmitAsync(large, attested.Truth())).Must();
        Registered(large).Rule.ToString().ShouldBe("any-tokens");
        Intent intent = House.WithdrawTokens();
        (await attested.SubmitAsync(intent, attested.Truth())).Must();
        House.Harness.Time.Advance(TimeSpan.FromMinutes(30));
        (await House.Desk.SignAsync(intent, Unsigned(intent))).Must();
    }

    private static string Recipient(int number) =>
        EthereumAddress.FromBytes([.. new byte[19], (byte)(number + 1)]).ToString();

    private static PersonId Samples(string name)
    {
        PersonId.TryParse(name, out PersonId person, out _).ShouldBeTrue();
        return person;
    }

    private static byte[] Unsigned(Intent intent) => SignerDesk.Unsigned(intent, 0, 10, honest => new EthereumTransaction
    {
        Kind = honest.Kind,
        ChainNumber = honest.ChainNumber,
        Nonce = honest.Nonce,
        MaxPriorityFeePerGas = honest.MaxPriorityFeePerGas,
        MaxFeePerGas = honest.MaxFeePerGas,
        GasLimit = 60_000,
        To = honest.To,
        Value = honest.Value,
        CallData = honest.CallData,
    });

    // From what the leaf and the leaves before it hold, and nothing else.
    private static byte[] JudgeAgain(State before, RegisteredLeaf leaf)
    {
        Submission submission = new(leaf.Intent, [.. leaf.Statements.Select(one => StatementCheck.Of(one, before))])
        {
            Attestations = [.. leaf.Attestations.Select(one => AttestationCheck.Of(one, before))],
        };
        RegisterIntent.Decide(before, submission, leaf.Stamp.Time, out Registration? again, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return again!.ToLeaf(leaf.Stamp, []).ToBytes();
    }

    private RegisteredLeaf Registered(Intent intent) =>
        House.Harness.LeavesOf<RegisteredLeaf>().Single(leaf => leaf.Intent.Digest == intent.Digest);

    private List<SignedAttestation> With(SignedAttestation more) => [.. attested.Truth(), more];

    private List<SignedAttestation> Without(int index, params SignedAttestation[] instead)
    {
        List<SignedAttestation> rest = attested.Truth();
        rest.RemoveAt(index);
        return [.. rest, .. instead];
    }

    private async Task MustRefuseAsync(string code, List<SignedAttestation> attestations)
    {
        Intent intent = House.WithdrawTokens();
        House.Harness.MustBeOnRecord(await attested.SubmitAsync(intent, attestations), code, intent.Digest);
        House.Harness.MustBeUnregistered(intent);
    }
}
