using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Sweeps;
using Strongroom.Tests.Intents;
using Strongroom.Tests.Registry;

namespace Strongroom.Tests.Sweeps;

/// <summary>The plan of a sweep: order, amounts to the last unit, what is dust, who pays.</summary>
public sealed class SweepPlanTests
{
    private const ulong Price = 10;
    private const ulong Fee = Price * SweepPlan.TransferGas;
    private const ulong TokenGas = 60_000;

    private static readonly ChainId Chain = ChainId.Eip155(31337);
    private static readonly AssetId Token = AssetId.Erc20(31337, TestDesk.Address(0x70));

    private int _ids = 100;

    [Fact]
    public void Opens_one_account_for_each_owner_before_anything_moves()
    {
        SweptAccount first = Client(1_000_000) with { Successor = null };
        SweptAccount second = first with { Account = NewAccount(), NextGeneration = 7 };
        SweptAccount house = House(1_000_000) with { Successor = null };
        SweepBundle bundle = Plan(first, second, house, Client(5_000_000));
        bundle.Steps.Select(step => step.Wave).ShouldAllBe(wave => wave == SweepWave.Open);
        Intent.WalletOpening opening = bundle.Steps[0].Intent.ShouldBeOfType<Intent.WalletOpening>();
        opening.Accounts.ShouldHaveSingleItem().Generation.ShouldBe(7);
        (opening.Client.Value, opening.Wallet).ShouldBe((first.Owner, first.Wallet));
        bundle.Steps[1].Intent.ShouldBeOfType<Intent.HouseWalletOpening>();
        bundle.Dust.ShouldBeEmpty();
    }

    [Fact]
    public void Moves_tokens_before_the_rest_of_the_ether_and_leaves_nothing()
    {
        SweptAccount account = Client(5_000_000) with { Tokens = [new SweptToken(Token, Units(77), TokenGas)] };
        SweepBundle bundle = Plan(account);
        Intent.InternalMove[] moves = [.. bundle.Steps.Select(step => step.Intent).Cast<Intent.InternalMove>()];
        moves.Select(move => move.Asset.IsNative).ShouldBe([false, true]);
        moves[0].Amount.ShouldBe(Units(77));
        moves[1].Amount.ShouldBe(Units(5_000_000 - (TokenGas * Price) - Fee));
        moves.ShouldAllBe(move => move.To == account.Successor!.Address && move.ToAccount == account.Successor.Account);
        bundle.Steps.Select(step => step.GasLimit).ShouldBe([TokenGas, SweepPlan.TransferGas]);
        (moves[1].Amount + moves[0].FeeMax + moves[1].FeeMax).ShouldBe(account.Native);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData((long)Fee, 1)]
    [InlineData((long)Fee + 1, 0)]
    public void What_a_transfer_would_cost_more_than_stays_and_is_listed(long held, int dust)
    {
        SweepBundle bundle = Plan(Client((ulong)held), House((ulong)held));
        bundle.Dust.Count.ShouldBe(2 * dust);
        bundle.Steps.Count.ShouldBe(held > (long)Fee ? 2 : 0);
        bundle.IsEmpty.ShouldBe(held <= (long)Fee);
    }

    [Fact]
    public void The_house_leaves_first_and_pays_for_accounts_without_ether_out_of_what_arrived()
    {
        SweptAccount house = House(10_000_000);
        SweptAccount poor = Client(200_000) with { Tokens = [new SweptToken(Token, Units(5), TokenGas)] };
        GasSource source = new(house.Wallet, house.Successor!.Account, Chain, house.Successor.Address)
        {
            Balance = Amount.Zero,
        };
        SweepPlan.TryMake([poor, house], Terms(source), out SweepBundle? bundle, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        bundle!.Steps.Select(step => step.Wave).ShouldBe([SweepWave.House, SweepWave.Gas, SweepWave.Move]);
        Intent.GasTopUp own = bundle.Steps[0].Intent.ShouldBeOfType<Intent.GasTopUp>();
        (own.Amount, own.ToAccount).ShouldBe((Units(10_000_000 - Fee), house.Successor.Account));
        Intent.GasTopUp topUp = bundle.Steps[1].Intent.ShouldBeOfType<Intent.GasTopUp>();
        (topUp.Amount, topUp.Account, topUp.ToAccount)
            .ShouldBe((Units((TokenGas * Price) - 200_000), source.Account, poor.Account));
    }

    [Fact]
    public void Refuses_where_nobody_pays_the_gas_or_the_house_holds_too_little()
    {
        SweptAccount poor = Client(0) with { Tokens = [new SweptToken(Token, Units(5), TokenGas)] };
        CodeOf(Terms(), poor).ShouldBe(SweepRefusal.GasSource);
        GasSource source = new(WalletId.From(Samples.Uuid(9)), NewAccount(), Chain, TestDesk.Address(9))
        {
            Balance = Units((TokenGas * Price) + Fee - 1),
        };
        CodeOf(Terms(source), poor).ShouldBe(SweepRefusal.GasShort);
        CodeOf(Terms(source with { Balance = Units((TokenGas * Price) + Fee) }), poor).ShouldBeNull();
    }

    [Fact]
    public void Refuses_more_steps_than_one_bundle_takes()
    {
        SweptAccount[] many = [.. Enumerable.Range(0, SweepBundle.StepsMax + 1).Select(_ => House(1_000_000))];
        CodeOf(Terms(), many).ShouldBe(SweepRefusal.TooMany);
    }

    [Fact]
    public void A_bundle_comes_back_from_its_bytes_and_another_schema_does_not()
    {
        SweepBundle bundle = Plan(Client(5_000_000), Client(1));
        SweepBundle.TryParse(bundle.ToBytes(), out SweepBundle? again, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        again!.ToBytes().ShouldBe(bundle.ToBytes());
        again.Steps.ShouldHaveSingleItem().Intent.Digest.ShouldBe(bundle.Steps[0].Intent.Digest);
        CanonicalJson.TryRead(bundle.ToBytes(), SweepBundle.BytesMax, out CanonicalObject? body, out _).ShouldBeTrue();
        SweepBundle.TryParse(body!.With("schema", "strongroom/sweep/v2").ToBytes(), out _, out refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(SweepRefusal.UnknownSchema);
    }

    private SweepBundle Plan(params SweptAccount[] accounts)
    {
        SweepPlan.TryMake(accounts, Terms(), out SweepBundle? bundle, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return bundle!;
    }

    private static string? CodeOf(SweepTerms terms, params SweptAccount[] accounts) =>
        SweepPlan.TryMake(accounts, terms, out _, out Refusal? refusal) ? null : refusal.Code;

    private SweepTerms Terms(params GasSource[] sources) => new(Samples.Genesis, TestHouse.Root, Samples.Created)
    {
        FeePerGas = new Dictionary<string, UInt256>(StringComparer.Ordinal) { [$"{Chain}"] = Price },
        GasSources = sources,
        NewId = () => Uuid7.From(Samples.Uuid(++_ids)),
    };

    private SweptAccount Client(ulong native) => new(NewAccount(), Chain, TestDesk.Address(1))
    {
        Wallet = WalletId.From(Samples.Uuid(2)),
        Owner = Uuid7.From(Samples.Uuid(3)),
        IsHouse = false,
        Temperature = Temperature.Hot,
        NextGeneration = 1,
        Successor = new Receiver(NewAccount(), TestDesk.Address(4)),
        Native = Units(native),
    };

    private SweptAccount House(ulong native)
    {
        WalletId wallet = WalletId.From(Samples.Uuid(9));
        return Client(native) with { IsHouse = true, Wallet = wallet, Owner = wallet.Value };
    }

    private AccountId NewAccount() => AccountId.From(Samples.Uuid(++_ids));

    private static Amount Units(ulong units) => new(units);
}
