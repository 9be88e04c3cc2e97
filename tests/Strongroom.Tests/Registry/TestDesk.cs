using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Tests.Registry;

/// <summary>A house with a chain, a token, two clients with wallets, and a gas wallet: ready to move assets.</summary>
internal sealed class TestDesk
{
    internal const ulong ChainNumber = 31337;

    internal TestDesk(string policy = TestHouse.DefaultPolicy)
        : this(new TestHouse(policy))
    {
    }

    internal TestDesk(TestHouse house, Action<TestDesk>? beforeOpening = null)
    {
        House = house;
        House.Register(ChainBody());
        House.Register(TokenBody("USD"));
        beforeOpening?.Invoke(this);
        Alpha = NewClient(out AlphaWallet);
        Beta = NewClient(out _);
        AlphaAccount = Open(Alpha, AlphaWallet, 0);
        AlphaSecond = Open(Alpha, AlphaWallet, 1);
        BetaAccount = Open(Beta, new WalletId(House.NewId()), 0);
        Gas = new WalletId(House.NewId());
        GasAccount = OpenHouse(Gas);
    }

    internal static readonly ChainId Chain = ChainId.Eip155(ChainNumber);
    internal static readonly AssetId Ether = AssetId.Ether(ChainNumber);
    internal static readonly AssetId Token = AssetId.Erc20(ChainNumber, Address(0x70));
    internal readonly WalletId AlphaWallet;

    internal TestHouse House { get; }

    internal State State => House.State;

    internal ClientId Alpha { get; }

    internal ClientId Beta { get; }

    internal WalletId Gas { get; }

    internal AccountRecord AlphaAccount { get; }

    internal AccountRecord AlphaSecond { get; }

    internal AccountRecord BetaAccount { get; }

    internal AccountRecord GasAccount { get; }

    internal static EthereumAddress Address(byte last)
    {
        byte[] bytes = new byte[EthereumAddress.SizeBytes];
        bytes[^1] = last;
        return EthereumAddress.FromBytes(bytes);
    }

    internal CanonicalObject ChainBody() => House.Head().Compose(
        IntentKind.ChainRegistration,
        ("chain", Chain.ToString()),
        ("confirmations", 3),
        ("name", "Devnet"),
        ("native", CanonicalObject.Of(("asset", Ether.ToString()), ("decimals", 18), ("symbol", "ETH"))));

    internal CanonicalObject TokenBody(string symbol, byte contract = 0x70) => House.Head().Compose(
        IntentKind.AssetRegistration,
        ("asset", AssetId.Erc20(ChainNumber, Address(contract)).ToString()),
        ("decimals", 6),
        ("name", "Token"),
        ("symbol", symbol));

    internal CanonicalObject ClientBody(ClientId client) => House.Head().Compose(
        IntentKind.ClientRegistration,
        ("client", client.ToString()),
        ("nameCommitment", Digest.Sha256("name"u8).ToString()),
        ("service", "custody"));

    internal CanonicalObject OpeningBody(
        ClientId client, WalletId wallet, AccountId account, int generation, string? kind = null) =>
        House.Head().Compose(
            IntentKind.WalletOpening,
            ("client", client.ToString()),
            ("wallet", wallet.ToString()),
            ("walletKind", kind),
            ("accounts", CanonicalArray.OfObjects(
                [new AccountTerms(account, Chain, generation, Temperature.Hot).ToCanonical()])));

    internal CanonicalObject HouseOpeningBody(WalletId wallet, AccountId account, int generation = 0) =>
        House.Head().Compose(
            IntentKind.HouseWalletOpening,
            ("wallet", wallet.ToString()),
            ("purpose", "gas"),
            ("accounts", CanonicalArray.OfObjects(
                [new AccountTerms(account, Chain, generation, Temperature.Hot).ToCanonical()])));

    internal CanonicalObject EntryBody(ClientId client, EntryId entry, byte to, string confirmedBy) =>
        House.Head().Compose(
            IntentKind.AllowlistEntry,
            ("entry", entry.ToString()),
            ("client", client.ToString()),
            ("chain", Chain.ToString()),
            ("address", Address(to).ToString()),
            ("confirmedBy", confirmedBy));

    internal CanonicalObject RemovalBody(ClientId client, EntryId entry) => House.Head().Compose(
        IntentKind.AllowlistRemoval, ("entry", entry.ToString()), ("client", client.ToString()));

    internal CanonicalObject PolicyBody(string policy) =>
        House.Head().Compose(IntentKind.PolicyChange, ("policy", TestHouse.Json(policy)));

    internal CanonicalObject UnfreezeBody() => House.Head().Compose(IntentKind.Unfreeze);

    internal static MovementTerms Terms(
        AccountRecord account, ulong amount, byte to = 0x99, AssetId? asset = null, IntentId? replaces = null)
    {
        TransferCall.TryCreate(
            asset ?? Ether, Address(to), new Amount(amount), out TransferCall? call, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return new MovementTerms(account.Account, account.Address, call!, new Amount(2_100_000), replaces);
    }

    internal CanonicalObject WithdrawalBody(ulong amount = 500, byte to = 0x99, IntentId? replaces = null) =>
        Intent.Movement.Compose(
            House.Head(),
            IntentKind.Withdrawal,
            Terms(AlphaAccount, amount, to, null, replaces),
            ("client", Alpha.ToString()));

    internal CanonicalObject MoveBody(AccountRecord to, ulong amount = 500)
    {
        TransferCall.TryCreate(Ether, to.Address, new Amount(amount), out TransferCall? call, out _).ShouldBeTrue();
        MovementTerms terms = new(AlphaAccount.Account, AlphaAccount.Address, call!, new Amount(2_100_000));
        return Intent.Movement.Compose(
            House.Head(),
            IntentKind.InternalMove,
            terms,
            ("client", Alpha.ToString()),
            ("toAccount", to.Account.ToString()));
    }

    internal CanonicalObject TopUpBody(AccountRecord from, WalletId house, AccountRecord to)
    {
        TransferCall.TryCreate(Ether, to.Address, new Amount(7), out TransferCall? call, out _).ShouldBeTrue();
        MovementTerms terms = new(from.Account, from.Address, call!, new Amount(2_100_000));
        return Intent.Movement.Compose(
            House.Head(),
            IntentKind.GasTopUp,
            terms,
            ("house", house.ToString()),
            ("toAccount", to.Account.ToString()));
    }

    internal Intent Withdraw(ulong amount = 500, byte to = 0x99, IntentId? replaces = null) =>
        House.Register(WithdrawalBody(amount, to, replaces), "olga", "anna", "ben");

    internal static byte[] Unsigned(
        Intent intent, ulong nonce, ulong feePerGas = 100, Action<TransactionDraft>? change = null)
    {
        TransferCall call = ((Intent.Movement)intent).Call;
        TransactionDraft draft = new()
        {
            ChainNumber = ChainNumber,
            Nonce = nonce,
            To = call.To,
            Value = call.Value,
            CallData = call.EncodeCallData(),
            MaxFeePerGas = feePerGas,
        };
        change?.Invoke(draft);
        return draft.Encode();
    }

    private ClientId NewClient(out WalletId wallet)
    {
        ClientId client = new(House.NewId());
        wallet = new WalletId(House.NewId());
        House.Register(ClientBody(client));
        return client;
    }

    private AccountRecord Open(ClientId client, WalletId wallet, int generation)
    {
        AccountId id = new(House.NewId());
        House.Register(OpeningBody(client, wallet, id, generation));
        return Account(id);
    }

    private AccountRecord OpenHouse(WalletId wallet)
    {
        AccountId id = new(House.NewId());
        House.Register(HouseOpeningBody(wallet, id));
        return Account(id);
    }

    internal AccountRecord Account(AccountId id)
    {
        State.TryGetAccount(id, out AccountRecord? account).ShouldBeTrue();
        return account!;
    }
}
