using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// Root on the Server writes the intents itself, and here even gets the quorum to sign them: what the Signer's own
/// registry, clock and journal say still stands above it.
/// </summary>
public sealed class CompromisedServerIntentTests : IAsyncLifetime
{
    private const string Little = "1000000000000000";

    private HouseAtWork house = null!;

    public async Task InitializeAsync() => house = await HouseAtWork.OpenAsync();

    public Task DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Cannot_use_an_id_for_a_second_intent()
    {
        Intent first = house.Desk.Withdraw(SignerDesk.Wei(Little));
        await house.Desk.EnactAsync(first);
        CanonicalObject body = house.Desk.Withdraw(SignerDesk.Wei(Little), HouseAtWork.Thief).Body;
        Intent second = SignerDesk.Parse(body.With("id", $"{first.Id}"));
        await MustRefuseAsync(second, RegistryRefusal.IdReused);
    }

    [Fact]
    public async Task Cannot_have_an_intent_paid_twice_by_handing_it_in_again()
    {
        Intent intent = house.Desk.Withdraw(SignerDesk.Wei(Little));
        SubmittedBytes package = house.Desk.Bytes(intent, SignerDesk.Unsigned(intent, 0));
        RegistrationAnswer first = (await RegisterAsync(package)).Must();
        house.Harness.Time.Advance(TimeSpan.FromHours(30));
        RegistrationAnswer again = (await RegisterAsync(package)).Must();
        again.Receipt.Proof.Index.ShouldBe(first.Receipt.Proof.Index);
        again.Signature!.Signed.Raw.ToArray().ShouldBe(first.Signature!.Signed.Raw.ToArray());
        Outcome<RegistrationAnswer> next = await RegisterAsync(package with { Unsigned = SignerDesk.Unsigned(intent, 1) });
        house.Harness.MustBeOnRecord(next, RegistryRefusal.NonceBound, intent.Digest);
        house.Harness.LeavesOf<RegisteredLeaf>().Count(leaf => leaf.Intent.Digest == intent.Digest).ShouldBe(1);
        house.Harness.LeavesOf<SigningLeaf>().Count(leaf => leaf.IntentDigest == intent.Digest).ShouldBe(1);
    }

    [Fact]
    public async Task Cannot_bring_an_intent_of_another_institution()
    {
        await using SignerHarness staging = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(staging).OpenAsync();
        Intent intent = desk.Withdraw();
        await house.Harness.MustBeCountedAsync(
            () => RegisterAsync(desk.Bytes(intent)), RegistryRefusal.OtherInstitution);
        house.Harness.MustBeUnregistered(intent);
    }

    [Fact]
    public async Task Cannot_have_people_approve_an_intent_that_names_another_institution()
    {
        CanonicalObject body = house.Desk.Withdraw(SignerDesk.Wei(Little)).Body;
        Intent intent = SignerDesk.Parse(body.With("institution", $"{Digest.Sha256("staging"u8)}"));
        await MustRefuseAsync(intent, RegistryRefusal.OtherInstitution);
    }

    [Fact]
    public async Task Cannot_pass_a_move_to_another_client_off_as_internal()
    {
        await MustRefuseAsync(
            Internal(house.Other.Account, house.OtherPayer, house.Desk.Client), RegistryRefusal.OtherOwner, "toAccount");
        await MustRefuseAsync(
            Internal(house.Other.Account, house.OtherPayer, house.Other.Client), RegistryRefusal.OtherOwner, "account");
        await MustRefuseAsync(
            Internal(house.GasAccount, house.GasAddress, house.Desk.Client), RegistryRefusal.OtherOwner, "toAccount");
        await MustRefuseAsync(
            Internal(house.Second, HouseAtWork.Thief, house.Desk.Client), RegistryRefusal.RecipientDiffers, "to");
        Intent honest = Internal(house.Second, house.SecondAddress, house.Desk.Client);
        (await house.Desk.SubmitAsync(honest, null, house.Harness.Alice)).Must();
    }

    [Fact]
    public async Task Cannot_pay_from_another_clients_account_or_from_the_house()
    {
        await MustRefuseAsync(
            From(house.Other.Account, house.OtherPayer), RegistryRefusal.OtherOwner, "account");
        await MustRefuseAsync(
            From(house.GasAccount, house.GasAddress), RegistryRefusal.OtherOwner, "account");
        await MustRefuseAsync(
            From(house.Desk.Account, house.OtherPayer), RegistryRefusal.AccountDiffers, "from");
        await MustRefuseAsync(
            From(AccountId.From(Guid.CreateVersion7()), house.Desk.Payer), RegistryRefusal.UnknownAccount, "account");
    }

    [Fact]
    public async Task Cannot_call_a_payment_to_itself_a_gas_top_up()
    {
        Intent.Movement topUp = (Intent.Movement)TopUp(house.GasAccount, house.Desk.Account, house.Desk.Payer);
        await MustRefuseAsync(TopUp(house.Desk.Account, house.Second, house.SecondAddress), RegistryRefusal.OtherOwner);
        await MustRefuseAsync(TopUp(house.GasAccount, house.GasAccount, house.GasAddress), RegistryRefusal.OtherOwner);
        await MustRefuseAsync(TopUp(house.GasAccount, house.Desk.Account, HouseAtWork.Thief), RegistryRefusal.RecipientDiffers);
        (await house.Desk.SubmitAsync(topUp, null, house.Harness.Alice)).Must();
    }

    [Fact]
    public async Task Cannot_split_a_payment_to_stay_under_a_limit()
    {
        for (int i = 0; i < 5; i++) await house.Desk.EnactAsync(house.Desk.Withdraw(SignerDesk.Wei("1000000000000000000")));
        Intent sixth = house.Desk.Withdraw(SignerDesk.Wei(Little), HouseAtWork.Thief);
        (await house.Desk.SubmitAsync(sixth)).Must().Intent.Rule.ToString()
            .ShouldBe("large-ether", "nothing was broadcast, and still the window is full");
        house.Harness.MustBeOnRecord(
            await house.Desk.SignAsync(sixth, SignerDesk.Unsigned(sixth, 0)), RegistryRefusal.TooSoon, sixth.Digest);
        (await house.Desk.StateAsync(house.Harness.Victor, Verdict.Veto, sixth.Digest)).Must();
        house.Harness.Time.Advance(TimeSpan.FromHours(2));
        house.Harness.MustBeOnRecord(
            await house.Desk.SignAsync(sixth, SignerDesk.Unsigned(sixth, 0)), RegistryRefusal.Closed, sixth.Digest);
        house.Harness.MustBeUnsigned(sixth);
    }

    [Fact]
    public async Task Cannot_exceed_what_any_rule_allows()
    {
        Intent intent = house.Desk.Withdraw(SignerDesk.Wei("100000000000000000001"), HouseAtWork.Thief);
        await MustRefuseAsync(intent, PolicyRefusal.Denied);
        await MustRefuseAsync(house.WithdrawTokens("1000000001"), PolicyRefusal.Denied);
    }

    [Fact]
    public async Task Cannot_give_people_canonical_bytes_to_read_and_other_bytes_to_the_signer()
    {
        Intent intent = house.Desk.Withdraw(SignerDesk.Wei(Little));
        byte[] spaced = [.. intent.Bytes.Span[..1], (byte)' ', .. intent.Bytes.Span[1..]];
        SubmittedBytes bytes = house.Desk.Bytes(intent) with { Intent = spaced };
        await house.Harness.MustBeCountedAsync(() => RegisterAsync(bytes), JsonRefusal.NotCanonical);
        house.Harness.MustBeUnregistered(intent);
    }

    private Task<Outcome<RegistrationAnswer>> RegisterAsync(SubmittedBytes bytes) =>
        house.Pipeline.RegisterAsync(bytes, CancellationToken.None);

    private async Task MustRefuseAsync(Intent intent, string code, string? field = null)
    {
        RefusedLeaf leaf = house.Harness.MustBeOnRecord(await house.Desk.SubmitAsync(intent), code, intent.Digest);
        if (field is not null) leaf.Field.ShouldBe(field);
        house.Harness.MustBeUnregistered(intent);
    }

    private Intent Internal(AccountId to, EthereumAddress address, ClientId client) => house.Move(
        IntentKind.InternalMove, SignerDesk.Ether, address, Little, ("client", $"{client}"), ("toAccount", $"{to}"));

    private Intent From(AccountId account, EthereumAddress address) => house.MoveFrom(
        account, address, IntentKind.Withdrawal, HouseAtWork.Call(SignerDesk.Ether, HouseAtWork.Thief, Little),
        ("client", $"{house.Desk.Client}"));

    private Intent TopUp(AccountId payer, AccountId to, EthereumAddress address) => house.MoveFrom(
        payer, payer == house.GasAccount ? house.GasAddress : house.Desk.Payer, IntentKind.GasTopUp,
        HouseAtWork.Call(SignerDesk.Ether, address, Little), ("house", $"{house.Gas}"), ("toAccount", $"{to}"));
}
