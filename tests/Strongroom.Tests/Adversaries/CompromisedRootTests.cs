using Strongroom.Ceremonies;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Registry;
using Strongroom.Tests.Ceremonies;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// A root that somebody else may hold, and a Server that goes on as before; and people who would like the key register
/// to say what no ceremony did.
/// </summary>
public sealed class CompromisedRootTests : IAsyncLifetime
{
    private RotatedHouse rotated = null!;

    private HouseAtWork House => rotated.House;

    private SignerHarness Harness => rotated.Harness;

    public async Task InitializeAsync() => rotated = await RotatedHouse.OpenAsync();

    public async Task DisposeAsync() => await rotated.DisposeAsync();

    [Fact]
    public async Task New_accounts_lie_below_the_newest_active_root_and_each_signs_with_its_own()
    {
        (rotated.Fresh.Root, rotated.FreshGas.Root).ShouldBe((rotated.New, rotated.New));
        Intent old = House.Desk.Withdraw();
        Intent young = Withdraw(rotated.Fresh);
        (await House.Desk.SubmitAsync(old, SignerDesk.Unsigned(old, 0))).Must();
        (await House.Desk.SubmitAsync(young, SignerDesk.Unsigned(young, 0))).Must()
            .Signature!.Signed.Sender.ShouldBe(rotated.Fresh.Address);
        RootAccountsAnswer page =
            (await House.Pipeline.RootAccountsAsync(rotated.New, 0, CancellationToken.None)).Must();
        page.Accounts.Select(one => one.Account.Account)
            .ShouldBe([rotated.Fresh.Account, rotated.FreshGas.Account]);
        page.Next.ShouldBeNull();
    }

    [Fact]
    public async Task A_server_gets_no_withdrawal_out_of_a_compromised_root_not_even_one_approved_before()
    {
        Intent approved = House.Desk.Withdraw();
        (await House.Desk.SubmitAsync(approved)).Must();
        await rotated.SetStateAsync(rotated.Old, "compromised");
        Outcome<Strongroom.Signer.Withdrawals.SignatureAnswer> signature =
            await House.Desk.SignAsync(approved, SignerDesk.Unsigned(approved, 0));
        Harness.MustBeOnRecord(signature, RegistryRefusal.RootOnlySweeps, approved.Digest);
        Intent another = House.Desk.Withdraw(to: HouseAtWork.Thief);
        Harness.MustBeOnRecord(
            await House.Desk.SubmitAsync(another, SignerDesk.Unsigned(another, 0)), RegistryRefusal.RootOnlySweeps,
            another.Digest);
        Harness.MustBeUnsigned(approved);
        Harness.MustBeUnregistered(another);
    }

    [Fact]
    public async Task What_lies_below_a_compromised_root_leaves_it_and_nothing_goes_back()
    {
        await rotated.SetStateAsync(rotated.Old, "compromised");
        AccountRecord gas = await rotated.FindAsync(House.GasAccount), second = await rotated.FindAsync(House.Second);
        AccountRecord first = await rotated.FindAsync(House.Desk.Account);
        Intent house = rotated.TopUp(gas, rotated.FreshGas);
        (await House.Desk.SubmitAsync(house, SignerDesk.Unsigned(house, 0))).Must();
        Intent forFees = rotated.TopUp(rotated.FreshGas, second);
        (await House.Desk.SubmitAsync(forFees, SignerDesk.Unsigned(forFees, 0))).Must();
        Intent sweep = rotated.Sweep(second.Account, second.Address, rotated.Fresh);
        (await House.Desk.SubmitAsync(sweep, SignerDesk.Unsigned(sweep, 0))).Must();
        await RefusedAsync(rotated.Sweep(first.Account, first.Address, second), RegistryRefusal.ReceivingRoot);
        await RefusedAsync(rotated.TopUp(gas, second), RegistryRefusal.RootOnlySweeps);
        await RefusedAsync(
            rotated.Sweep(rotated.Fresh.Account, rotated.Fresh.Address, second), RegistryRefusal.ReceivingRoot);
        await RefusedAsync(rotated.TopUp(rotated.FreshGas, gas), RegistryRefusal.ReceivingRoot);
    }

    [Fact]
    public async Task A_suspended_root_signs_nothing_and_goes_on_when_it_is_active_again()
    {
        await rotated.SetStateAsync(rotated.New, "suspended");
        Intent intent = Withdraw(rotated.Fresh);
        await RefusedAsync(intent, RegistryRefusal.RootMayNotSign);
        await rotated.SetStateAsync(rotated.New, "active");
        (await House.Desk.SubmitAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
    }

    [Fact]
    public async Task Nobody_registers_an_altered_transcript_or_one_whose_plan_was_not_approved()
    {
        Intent plan = SignerDesk.Parse(
            House.Desk.Head().Compose(IntentKind.Ceremony, ("plan", SignerDesk.Plan("generate-root"))));
        byte[] unplanned = PlayedCeremony.Of(plan, Digest.Sha256("a root of mine"u8), Harness.Now);
        Harness.MustBeOnRecord(await House.Desk.SubmitTranscriptAsync(unplanned), RegistryRefusal.PlanNotApproved);
        await House.Desk.EnactAsync(plan);
        byte[] altered = [.. unplanned];
        altered[unplanned.AsSpan().IndexOf("\"at\":\"2026"u8) + 9] = (byte)'7';
        Harness.MustBeOnRecord(await House.Desk.SubmitTranscriptAsync(altered), CeremonyRefusal.ChainBroken);
        (await rotated.RootsAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_root_whose_keystore_is_away_gets_no_accounts_and_is_back_after_a_start_with_it()
    {
        await Harness.StopAsync();
        string file = Directory.GetFiles(Path.Combine(Harness.Data, "keystores")).ShouldHaveSingleItem();
        string away = Path.Combine(Harness.Folder, "away.json");
        File.Move(file, away);
        await Harness.StartAsync();
        await RefusedAsync(Withdraw(rotated.Fresh), SignerRefusal.KeystoreAbsent);
        Intent opening = House.Intend(
            IntentKind.WalletOpening, ("client", $"{House.Desk.Client}"), ("wallet", $"{House.Desk.Wallet}"),
            ("accounts", HouseAtWork.Accounts(AccountId.From(Guid.CreateVersion7()), generation: 9)));
        Harness.MustBeOnRecord(await House.Desk.SubmitAsync(opening), SignerRefusal.KeystoreAbsent);
        await Harness.StopAsync();
        File.Move(away, file);
        await Harness.StartAsync();
        (await House.Desk.SubmitAsync(opening)).Must();
    }

    [Fact]
    public async Task The_register_is_the_same_after_a_start_from_a_snapshot()
    {
        await rotated.SetStateAsync(rotated.Old, "deactivated");
        string[] before = await TextsAsync();
        await Harness.Signer.TakeSnapshotAsync();
        await Harness.RestartAsync();
        Harness.Signer.StartedFromSnapshot.ShouldBeGreaterThan(0UL);
        (await TextsAsync()).ShouldBe(before);
        await RefusedAsync(House.Desk.Withdraw(), RegistryRefusal.RootOnlySweeps);
    }

    private async Task<string[]> TextsAsync() =>
        [.. (await rotated.RootsAsync()).Select(root => System.Text.Encoding.UTF8.GetString(root.ToObject().ToBytes()))];

    private Intent Withdraw(AccountRecord from) => House.MoveFrom(
        from.Account, from.Address, IntentKind.Withdrawal,
        HouseAtWork.Call(SignerDesk.Ether, SignerDesk.Recipient, "1000"), ("client", $"{House.Desk.Client}"));

    private async Task RefusedAsync(Intent intent, string code)
    {
        Outcome<RegistrationAnswer> outcome = await House.Desk.SubmitAsync(intent, SignerDesk.Unsigned(intent, 0));
        Harness.MustBeOnRecord(outcome, code, intent.Digest);
        Harness.MustBeUnsigned(intent);
    }
}
