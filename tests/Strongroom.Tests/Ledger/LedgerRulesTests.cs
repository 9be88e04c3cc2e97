using FsCheck;
using FsCheck.Fluent;
using Strongroom.Assets;
using Strongroom.Ledger;

namespace Strongroom.Tests.Ledger;

public sealed class LedgerRulesTests
{
    private static readonly AssetId Ether = AssetId.Ether(1);
    private static readonly Guid Chain = new("00000000-0000-7000-8000-000000000001");
    private static readonly Guid Client = new("00000000-0000-7000-8000-000000000002");

    [Fact]
    public void Holds_a_pending_amount_until_it_is_posted()
    {
        LedgerEntry pending = Open(Entry(40), TransferState.Pending);
        pending.Debit.Available.ShouldBe(new Amount(60));
        LedgerRules.TryPost(pending, new Amount(40), out LedgerEntry? posted, out _).ShouldBeTrue();
        posted!.Debit.DebitsPosted.ShouldBe(new Amount(40));
        posted.Debit.DebitsPending.ShouldBe(Amount.Zero);
        posted.Credit.CreditsPosted.ShouldBe(new Amount(40));
    }

    [Theory]
    [InlineData(TransferState.Voided)]
    [InlineData(TransferState.Expired)]
    public void Gives_back_what_a_voided_or_expired_transfer_held(TransferState state)
    {
        LedgerEntry entry = Entry(40);
        LedgerRules.TryEnd(Open(entry, TransferState.Pending), state, out LedgerEntry? ended, out _).ShouldBeTrue();
        ended!.Debit.ShouldBe(entry.Debit);
        ended.Credit.ShouldBe(entry.Credit);
        ended.Transfer.State.ShouldBe(state);
    }

    [Fact]
    public void Refuses_nothing_one_account_twice_another_asset_and_more_than_there_is()
    {
        LedgerEntry entry = Entry(1);
        Refused(LedgerRefusal.AmountZero, Entry(0));
        Refused(LedgerRefusal.BalanceTooLow, Entry(101));
        Refused(LedgerRefusal.SameAccount, entry with
        {
            Transfer = entry.Transfer with { Credit = Client },
            Credit = entry.Debit,
        });
        Refused(LedgerRefusal.AssetDiffers, entry with { Credit = entry.Credit with { Asset = AssetId.Ether(2) } });
    }

    [Fact]
    public void Refuses_a_sum_above_256_bits() => Refused(LedgerRefusal.SumTooLarge, Entry(1) with
    {
        Credit = new LedgerAccount(Chain, Ether, true) { CreditsPending = new Amount(UInt256.MaxValue) },
    });

    [Fact]
    public void Ends_a_transfer_once_and_posts_no_more_than_was_pending()
    {
        LedgerEntry pending = Open(Entry(40), TransferState.Pending);
        LedgerRules.TryPost(pending, new Amount(41), out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(LedgerRefusal.AmountAbovePending);
        LedgerRules.TryEnd(pending, TransferState.Voided, out LedgerEntry? ended, out _).ShouldBeTrue();
        LedgerRules.TryPost(ended!, new Amount(40), out _, out refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(LedgerRefusal.NotPending);
    }

    [Fact]
    public void Stays_balanced_and_never_overdrawn_whatever_comes()
    {
        Gen<(int Amount, int Step)[]> steps = Gen.Choose(0, 120)
            .SelectMany(amount => Gen.Choose(0, 3).Select(step => (amount, step)))
            .ArrayOf(40);
        Prop.ForAll(steps.ToArbitrary(), all =>
        {
            LedgerEntry now = Entry(0);
            foreach ((int amount, int step) in all)
            {
                LedgerTransfer transfer = now.Transfer with { Amount = new Amount((ulong)amount), State = default };
                if (!LedgerRules.TryOpen(now with { Transfer = transfer }, TransferState.Pending, out LedgerEntry? next, out _))
                    continue;
                if (step == 0) LedgerRules.TryPost(next, transfer.Amount, out next, out _);
                if (step == 1) LedgerRules.TryEnd(next!, TransferState.Voided, out next, out _);
                now = next!;
            }

            Amount debits = now.Debit.DebitsPosted + now.Debit.DebitsPending;
            LedgerAccount funding = new(Guid.Empty, Ether, true) { DebitsPosted = new Amount(100) };
            return debits <= now.Debit.CreditsPosted && LedgerRules.IsBalanced([now.Debit, now.Credit, funding]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    private static LedgerEntry Entry(ulong amount) => new(
        new LedgerTransfer(Guid.Empty, Client, Chain, Ether, new Amount(amount)),
        new LedgerAccount(Client, Ether, false) { CreditsPosted = new Amount(100) },
        new LedgerAccount(Chain, Ether, true));

    private static LedgerEntry Open(LedgerEntry entry, TransferState state)
    {
        LedgerRules.TryOpen(entry, state, out LedgerEntry? opened, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return opened!;
    }

    private static void Refused(string code, LedgerEntry entry)
    {
        LedgerRules.TryOpen(entry, TransferState.Pending, out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(code);
    }
}
