using Strongroom.Chains.Ethereum;
using Strongroom.Cold;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Registry;
using Strongroom.Signer.Withdrawals;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Cold;

/// <summary>A cold Signer at work: pool, request, comparison, response, import, by bytes alone.</summary>
public sealed class ColdTripTests : IAsyncLifetime
{
    private ColdBench _bench = null!;

    public async Task InitializeAsync() => _bench = await ColdBench.StartedAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Gives_a_cold_account_the_pools_next_address_and_signs_its_statement()
    {
        AccountAnswer answer = (await _bench.Home.Pipeline.AccountAsync(_bench.Account, CancellationToken.None)).Must();
        AccountRecord account = answer.Account;
        account.Root.ShouldBe(_bench.Founded.Signer.Root);
        account.Path.ShouldBe("m/44'/60'/0'/0/0");
        await using Strongroom.Signer.Cold.ColdFolder folder = await _bench.OpenAsync();
        account.Address.ShouldBe(folder.Keys.AddressOf(account.Path));
        AccountDemand demand = new(
            account.Account, account.Owner, account.Chain, account.Generation, account.Temperature, account.Path)
        {
            Root = account.Root,
        };
        Digest hash = AddressStatement.Hash(_bench.Home.Genesis, demand, account.Address, account.Date);
        Cryptography.Sodium.Ed25519.Verify(
            _bench.Home.JournalKey.PublicKey, hash.ToBytes(), account.Signature.Span).ShouldBeTrue();
    }

    [Fact]
    public async Task Signs_several_withdrawals_on_one_trip_and_the_home_then_hands_them_out()
    {
        (Intent first, byte[] unsigned) = await _bench.BindAsync(0);
        (Intent second, byte[] unsignedToo) = await _bench.BindAsync(1);
        byte[] response = await _bench.MustSignAsync(await _bench.RequestAsync());
        (await _bench.ImportAsync(response)).Must();
        foreach ((Intent intent, byte[] bytes) in ((Intent, byte[])[])[(first, unsigned), (second, unsignedToo)])
        {
            SignatureAnswer answer = (await _bench.Desk.SignAsync(intent, bytes)).Must();
            answer.Signed.Sender.ShouldBe(_bench.Payer);
            answer.Signed.Transaction.EncodeUnsigned().ShouldBe(bytes);
            answer.Receipt.Proof.Check(answer.Receipt.Leaf.Span, _bench.Home.Trust, out _).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Shows_what_it_decoded_before_it_asks()
    {
        (Intent intent, _) = await _bench.BindAsync(0);
        await _bench.MustSignAsync(await _bench.RequestAsync());
        foreach (string shown in (string[])
            [$"{intent.Digest}", "0.5 ETH", $"{SignerDesk.Recipient}", $"{_bench.Desk.Client}", "0.0021 ETH",
             "0.00021 ETH", "requested odile", "approved  alice", "approved  bob", "small-ether"])
            _bench.Seen.ShouldContain(shown);
    }

    [Fact]
    public async Task Signs_nothing_that_the_person_declines_and_records_it()
    {
        (Intent first, byte[] unsigned) = await _bench.BindAsync(0);
        (Intent second, byte[] unsignedToo) = await _bench.BindAsync(1);
        byte[] response = await _bench.MustSignAsync(await _bench.RequestAsync(), "y\nn\n");
        (await _bench.LeavesAsync()).OfType<ColdRefusedLeaf>().ShouldHaveSingleItem().Code
            .ShouldBe(ColdRefusal.Declined);
        (await _bench.ImportAsync(response)).Must();
        (await _bench.Desk.SignAsync(first, unsigned)).Must().Made.ShouldNotBeNull();
        (await _bench.Desk.SignAsync(second, unsignedToo)).Must().Made.ShouldBeNull();
    }

    [Fact]
    public async Task Carries_only_what_came_since_the_last_trip()
    {
        await _bench.BindAsync(0);
        byte[] first = await _bench.RequestAsync();
        (await _bench.ImportAsync(await _bench.MustSignAsync(first))).Must();
        await _bench.BindAsync(1);
        ColdRequest second = ColdBench.Parse(await _bench.RequestAsync());
        second.After.ShouldBe(ColdBench.Parse(first).After + (ulong)ColdBench.Parse(first).Governance.Count);
        second.Governance.ShouldBeEmpty();
        (await _bench.SignAsync(second.File.ToBytes())).Response.ShouldNotBeNull();
    }

    [Fact]
    public async Task Goes_on_when_a_response_was_lost_and_signs_the_same_bytes_again()
    {
        (Intent intent, byte[] unsigned) = await _bench.BindAsync(0);
        byte[] lost = await _bench.MustSignAsync(await _bench.RequestAsync());
        byte[] again = await _bench.MustSignAsync(await _bench.RequestAsync());
        Signature(again).ShouldBe(Signature(lost));
        (await _bench.ImportAsync(again)).Must();
        (await _bench.Desk.SignAsync(intent, unsigned)).Must().Made.ShouldNotBeNull();
        (await _bench.ImportAsync(lost)).MustRefuse(ColdRefusal.ResponseReplayed);
    }

    [Fact]
    public async Task Signs_a_replacement_with_the_nonce_of_what_it_replaces()
    {
        (Intent intent, _) = await _bench.BindAsync(0);
        (await _bench.ImportAsync(await _bench.MustSignAsync(await _bench.RequestAsync()))).Must();
        (Intent faster, byte[] unsigned) = await _bench.BindAsync(0, intent.Id);
        (await _bench.ImportAsync(await _bench.MustSignAsync(await _bench.RequestAsync()))).Must();
        (await _bench.Desk.SignAsync(faster, unsigned)).Must().Signed.Transaction.Nonce.ShouldBe(0UL);
    }

    [Fact]
    public async Task Keeps_what_was_carried_over_a_restart_from_a_snapshot()
    {
        (Intent intent, byte[] unsigned) = await _bench.BindAsync(0);
        await _bench.BindAsync(1);
        (await _bench.ImportAsync(await _bench.MustSignAsync(await _bench.RequestAsync(intent.Digest)))).Must();
        await _bench.Home.Signer.TakeSnapshotAsync();
        await _bench.Home.RestartAsync();
        _bench.Home.Signer.StartedFromSnapshot.ShouldBeGreaterThan(0UL);
        (await _bench.Desk.SignAsync(intent, unsigned)).Must().Made.ShouldNotBeNull();
        (await _bench.ImportAsync(await _bench.MustSignAsync(await _bench.RequestAsync()))).Must();
    }

    [Fact]
    public async Task Judges_a_registered_ceremony_again_from_its_transcript()
    {
        await _bench.Desk.BackUpAsync();
        await _bench.BindAsync(0);
        byte[] request = await _bench.RequestAsync();
        byte[] without = _bench.Resign(request, body =>
        {
            ColdRequest parsed = ColdBench.Parse(request);
            GovernanceLeaf[] bare = [.. parsed.Governance.Select(leaf => leaf with { Attachment = null })];
            return ColdRequest.Compose(
                parsed.Institution, parsed.Head, parsed.Requested, (parsed.After, bare), parsed.Movements);
        });
        await _bench.MustRefuseAsync(without, ColdRefusal.GovernanceUnproven);
        (await _bench.ImportAsync(await _bench.MustSignAsync(request))).Must();
    }

    [Fact]
    public async Task Signs_nothing_below_a_root_that_was_suspended_meanwhile()
    {
        (Intent intent, _) = await _bench.BindAsync(0);
        await _bench.Desk.EnactAsync(_bench.Desk.ChangeState(_bench.Founded.Signer.Root, "suspended"));
        await _bench.MustSignAsync(await _bench.RequestAsync());
        ColdRefusedLeaf refused = (await _bench.LeavesAsync()).OfType<ColdRefusedLeaf>().ShouldHaveSingleItem();
        refused.IntentDigest.ShouldBe(intent.Digest);
        refused.Code.ShouldBe(RegistryRefusal.RootMayNotSign);
    }

    private static byte[] Signature(byte[] response)
    {
        ColdResponse.TryParse(response, out ColdResponse? parsed, out _).ShouldBeTrue();
        return parsed!.Signatures.ShouldHaveSingleItem().Value.ToArray();
    }
}
