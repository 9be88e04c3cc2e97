using Strongroom.Chains.Ethereum;
using Strongroom.Cold;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Roster;
using Strongroom.Signer.Cold;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Cold;

/// <summary>What the home takes from a cold Signer, and what it gives out of the pool.</summary>
public sealed class ColdPoolTests : IAsyncLifetime
{
    private ColdBench _bench = null!;

    public async Task InitializeAsync() => _bench = await ColdBench.StartedAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Refuses_an_opening_when_the_pool_is_empty_and_says_what_to_do()
    {
        await _bench.Desk.EnactAsync(_bench.OpenCold(NewAccount(), 1));
        await _bench.Desk.EnactAsync(_bench.OpenCold(NewAccount(), 2));
        Intent third = _bench.OpenCold(NewAccount(), 3);
        Refusal refusal = (await _bench.Desk.SubmitAsync(third)).MustRefuse(RegistryRefusal.ColdPoolEmpty);
        refusal.Accepted!.ShouldContain("strongroom cold addresses");
        (await _bench.AddAddressesAsync(await _bench.DeriveAsync(1))).Must();
        await _bench.Desk.EnactAsync(third);
    }

    [Fact]
    public async Task Refuses_a_batch_with_a_gap_a_known_address_or_another_signature()
    {
        byte[] missed = await _bench.DeriveAsync(2);
        byte[] after = await _bench.DeriveAsync(2);
        (await _bench.AddAddressesAsync(after)).MustRefuse(ColdRefusal.BatchGap);
        SignedBody.TryParse(missed, out SignedBody? file, out _).ShouldBeTrue();
        byte[] altered = (file! with { Body = file.Body.With("level", "hsm-native") }).ToBytes();
        (await _bench.AddAddressesAsync(altered)).MustRefuse(ColdRefusal.SignatureInvalid);
        byte[] twice = await SignAsync(file.Body.With(
            "addresses", CanonicalArray.OfTexts([$"{_bench.Payer}"])));
        (await _bench.AddAddressesAsync(twice)).MustRefuse(ColdRefusal.AddressKnown);
        (await _bench.AddAddressesAsync(missed)).Must();
        (await _bench.AddAddressesAsync(after)).Must();
    }

    [Fact]
    public async Task Refuses_keys_of_level_software_in_a_production_institution()
    {
        SignedBody.TryParse(await _bench.DeriveAsync(1), out SignedBody? file, out _).ShouldBeTrue();
        CanonicalObject founding = _bench.Home.SignedFounding(body => body.With("profile", "production"));
        SignedFounding.TryParse(founding, out SignedFounding? signed, out _).ShouldBeTrue();
        State state = State.Found(new FoundedLeaf(_bench.StateStamp(), signed!));
        state.Put(_bench.Founded.Signer);
        byte[] batch = await SignAsync(
            file!.Body.With("institution", $"{state.Institution}").With("first", 0));
        SignedBody.TryParse(batch, out file, out _).ShouldBeTrue();
        PoolAddresses.Decide(state, file!, _bench.StateStamp(), out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(ColdRefusal.Level);
    }

    [Fact]
    public async Task Registers_a_cold_Signer_once_and_only_with_a_journals_key()
    {
        (await _bench.Desk.SubmitAsync(_bench.Registration())).MustRefuse(RegistryRefusal.ColdSignerKnown);
        Intent other = SignerDesk.Parse(_bench.Registration().Body.With("origin", "demo.example/another")
            .With("id", $"{IntentId.From(Guid.CreateVersion7())}"));
        (await _bench.Desk.SubmitAsync(other)).MustRefuse(RegistryRefusal.ColdKeyWrong);
    }

    [Fact]
    public async Task Sends_no_request_for_what_does_not_wait()
    {
        Strongroom.Signer.Intents.Outcome<ColdFileAnswer> outcome = await _bench.Home.Pipeline.Cold.RequestAsync(
            new ColdCall(ColdBench.Origin, [Digest.Sha256("nothing"u8)]), CancellationToken.None);
        outcome.MustRefuse(ColdRefusal.NothingWaits);
    }

    [Fact]
    public async Task Takes_no_signature_that_was_not_recorded_or_is_not_the_accounts()
    {
        await _bench.BindAsync(0);
        byte[] response = await _bench.MustSignAsync(await _bench.RequestAsync());
        ColdResponse.TryParse(response, out ColdResponse? parsed, out _).ShouldBeTrue();
        ColdSignature signature = parsed!.Signatures[0];
        byte[] flipped = signature.Value.ToArray();
        flipped[^1] ^= 1;
        (await _bench.ImportAsync(await AnswerAsync(parsed, signature with { Value = flipped })))
            .MustRefuse(ColdRefusal.SignatureWrong);
        (await _bench.ImportAsync(await AnswerAsync(
            parsed, signature with { SigningHash = Hash32.Keccak("unseen"u8) })))
            .MustRefuse(ColdRefusal.Unrecorded);
        parsed.File.Body.TryArray("leaves", out CanonicalArray? leaves).ShouldBeTrue();
        CanonicalObject shortened = parsed.File.Body.With(
            "leaves", CanonicalArray.Of(leaves!.Items[..^1].ToArray()));
        (await _bench.ImportAsync(await SignResponseAsync(shortened))).MustRefuse(ColdRefusal.JournalDiffers);
        (await _bench.ImportAsync(response)).Must();
    }

    [Fact]
    public async Task Binds_no_more_movements_than_one_trip_carries()
    {
        for (ulong nonce = 0; nonce < ColdSigner.WaitingMax; nonce++)
        {
            Intent small = Small();
            (await _bench.Desk.SubmitAsync(small, SignerDesk.Unsigned(small, nonce))).Must();
        }

        Intent last = Small();
        (await _bench.Desk.SubmitAsync(last, SignerDesk.Unsigned(last, ColdSigner.WaitingMax)))
            .MustRefuse(RegistryRefusal.ColdQueueFull);
    }

    private Intent Small()
    {
        TransferCall.TryCreate(
            SignerDesk.Ether, SignerDesk.Recipient, SignerDesk.Wei("1000"), out TransferCall? call, out _).ShouldBeTrue();
        MovementTerms terms = new(_bench.Account, _bench.Payer, call!, SignerDesk.FeeMax);
        return SignerDesk.Parse(Intent.Movement.Compose(
            _bench.Desk.Head(), IntentKind.Withdrawal, terms, ("client", $"{_bench.Desk.Client}")));
    }

    private static AccountId NewAccount() => AccountId.From(Guid.CreateVersion7());

    private async Task<byte[]> SignAsync(CanonicalObject batch)
    {
        await using ColdFolder folder = await _bench.OpenAsync();
        return new SignedBody(batch, folder.Sign(ColdAddresses.HashOf(batch))).ToBytes();
    }

    private Task<byte[]> AnswerAsync(ColdResponse response, ColdSignature signature) =>
        SignResponseAsync(response.File.Body.With(
            "signatures", CanonicalArray.OfObjects([signature.ToObject()])));

    private async Task<byte[]> SignResponseAsync(CanonicalObject body)
    {
        await using ColdFolder folder = await _bench.OpenAsync();
        return new SignedBody(body, folder.Sign(ColdResponse.HashOf(body))).ToBytes();
    }
}
