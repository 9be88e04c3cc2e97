using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// The Server gets a signature, keeps it past the intent's expiry, and has the payment requested anew: it would like to
/// broadcast both. The first intent keeps its nonce for ever; the second either takes exactly that nonce (and declares
/// so, and only one of the two is ever mined) or is a payment of its own with a quorum and a window of its own.
/// </summary>
public sealed class WithheldBroadcastTests : IAsyncLifetime
{
    private HouseAtWork house = null!;
    private Intent withheld = null!;
    private byte[] unsigned = null!;

    public async Task InitializeAsync()
    {
        house = await HouseAtWork.OpenAsync();
        withheld = house.Desk.Withdraw(SignerDesk.HalfEther);
        unsigned = SignerDesk.Unsigned(withheld, 0);
        (await house.Desk.SubmitAsync(withheld, unsigned)).Must();
        house.Harness.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
    }

    public Task DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Its_nonce_is_never_free_again_for_another_payment()
    {
        Intent renewed = house.Desk.Withdraw(SignerDesk.HalfEther);
        Outcome<RegistrationAnswer> stolen = await house.Desk.SubmitAsync(renewed, SignerDesk.Unsigned(renewed, 0));
        house.Harness.MustBeOnRecord(stolen, RegistryRefusal.NonceNotNext, renewed.Digest);
        house.Harness.MustBeUnsigned(renewed);
    }

    [Fact]
    public async Task It_gets_no_other_nonce_however_long_it_was_withheld()
    {
        house.Harness.MustBeOnRecord(
            await house.Desk.SignAsync(withheld, SignerDesk.Unsigned(withheld, 1)), RegistryRefusal.NonceBound, withheld.Digest);
        (await house.Desk.SignAsync(withheld, unsigned)).Must();
        house.Harness.LeavesOf<SigningLeaf>().Count(leaf => leaf.IntentDigest == withheld.Digest).ShouldBe(1);
    }

    [Fact]
    public async Task A_payment_that_replaces_it_takes_its_nonce_and_ends_it()
    {
        Intent replacing = house.Desk.Withdraw(SignerDesk.HalfEther, replaces: withheld.Id);
        Outcome<RegistrationAnswer> beside = await house.Desk.SubmitAsync(replacing, SignerDesk.Unsigned(replacing, 1, 20));
        house.Harness.MustBeOnRecord(beside, RegistryRefusal.NonceBound, replacing.Digest);
        house.Harness.MustBeUnsigned(replacing);
        (await house.Desk.SignAsync(replacing, SignerDesk.Unsigned(replacing, 0, 20))).Must();
        house.Harness.MustBeOnRecord(
            await house.Desk.SignAsync(withheld, unsigned), RegistryRefusal.Closed, withheld.Digest);
        house.Harness.MustBeOnRecord(
            await house.Desk.SignAsync(withheld, SignerDesk.Unsigned(withheld, 0, 30)), RegistryRefusal.Closed, withheld.Digest);
        house.Harness.LeavesOf<SigningLeaf>().ShouldAllBe(leaf => leaf.Nonce == 0UL);
    }

    [Fact]
    public async Task A_second_replacement_of_it_gets_nothing()
    {
        Intent first = house.Desk.Withdraw(SignerDesk.HalfEther, replaces: withheld.Id);
        Intent second = house.Desk.Withdraw(SignerDesk.HalfEther, HouseAtWork.Thief, replaces: withheld.Id);
        await house.Desk.EnactAsync(second);
        (await house.Desk.SubmitAsync(first, SignerDesk.Unsigned(first, 0, 20))).Must();
        house.Harness.MustBeOnRecord(
            await house.Desk.SignAsync(second, SignerDesk.Unsigned(second, 0, 30)),
            RegistryRefusal.ReplacedUnsigned, second.Digest);
        house.Harness.MustBeUnsigned(second);
    }

    [Fact]
    public async Task A_payment_beside_it_needs_a_quorum_of_its_own_and_is_counted_as_more()
    {
        Intent renewed = house.Desk.Withdraw(SignerDesk.HalfEther);
        SubmittedBytes borrowed = house.Desk.Bytes(withheld) with { Intent = renewed.Bytes };
        house.Harness.MustBeOnRecord(
            await house.Pipeline.RegisterAsync(borrowed, CancellationToken.None), RegistryRefusal.OtherIntent, renewed.Digest);
        house.Harness.MustBeUnregistered(renewed);
        (await house.Desk.SubmitAsync(renewed, SignerDesk.Unsigned(renewed, 1))).Must();
        IReadOnlyList<SigningLeaf> signings = house.Harness.LeavesOf<SigningLeaf>();
        signings.Select(leaf => leaf.Nonce).ShouldBe([0UL, 1UL]);
        house.Harness.LeavesOf<RegisteredLeaf>().Count(leaf => leaf.Intent is Intent.Withdrawal).ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_can_replace_what_was_never_signed_or_is_of_another_account()
    {
        Intent unsignedYet = house.Desk.Withdraw(SignerDesk.HalfEther);
        await house.Desk.EnactAsync(unsignedYet);
        Intent replacing = house.Desk.Withdraw(SignerDesk.HalfEther, replaces: unsignedYet.Id);
        house.Harness.MustBeOnRecord(
            await house.Desk.SubmitAsync(replacing), RegistryRefusal.ReplacedUnsigned, replacing.Digest);
        Intent elsewhere = SignerDesk.Parse(house.MoveFrom(
            house.Second, house.SecondAddress, IntentKind.Withdrawal,
            HouseAtWork.Call(SignerDesk.Ether, HouseAtWork.Thief, "1"), ("client", $"{house.Desk.Client}"))
            .Body.With("replaces", $"{withheld.Id}"));
        house.Harness.MustBeOnRecord(
            await house.Desk.SubmitAsync(elsewhere), RegistryRefusal.ReplacedUnknown, elsewhere.Digest);
        house.Harness.MustBeUnregistered(replacing);
        house.Harness.MustBeUnregistered(elsewhere);
    }
}
