using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Roster;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Registry;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Roster;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// An institution in use: ether and a token of six decimals, two clients with accounts, a gas wallet, people with
/// plain keys and with a passkey, an administrator, and a service key of the Server's own. All of it entered by
/// intents that the quorum signed, into a real journal under real witnesses.
/// </summary>
public sealed class HouseAtWork : IAsyncLifetime
{
    internal const string TokenRule =
        """
        {"amountMax":"1000000000","assets":["eip155:31337/erc20:0x5FbDB2315678afecb367f032d93F642f64180aa3"],
        "id":"tokens","kinds":["withdrawal"],"quorums":[[{"count":2,"group":"approvers"}]],"requesters":["operators"]}
        """;

    internal const string GovernanceRule =
        """
        {"id":"governance","kinds":["chain-registration","asset-registration","client-registration","wallet-opening",
        "house-wallet-opening","allowlist-entry","allowlist-removal","policy-change","roster-change","unfreeze",
        "ceremony","key-registration","key-state-change"],
        "quorums":[[{"count":2,"group":"approvers"}]],"requesters":["operators","administrators"]}
        """;

    internal static readonly EthereumAddress TokenContract = SignerDesk.Address("0x5FbDB2315678afecb367f032d93F642f64180aa3");
    internal static readonly EthereumAddress Thief = SignerDesk.Address("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
    internal static readonly AssetId Token = AssetId.Erc20(SignerDesk.ChainNumber, TokenContract);

    internal SignerHarness Harness { get; private set; } = null!;

    internal SignerDesk Desk { get; private set; } = null!;

    /// <summary>The desk of another client.</summary>
    internal SignerDesk Other { get; private set; } = null!;

    internal EthereumAddress OtherPayer { get; private set; }

    /// <summary>The first client's second account.</summary>
    internal AccountId Second { get; } = AccountId.From(Guid.CreateVersion7());

    internal EthereumAddress SecondAddress { get; private set; }

    internal WalletId Gas { get; } = WalletId.From(Guid.CreateVersion7());

    internal AccountId GasAccount { get; } = AccountId.From(Guid.CreateVersion7());

    internal EthereumAddress GasAddress { get; private set; }

    /// <summary>An approver whose only key is a passkey.</summary>
    internal TestPasskey Paula { get; } = TestKey.OfPasskeyEs256("paula");

    /// <summary>Alice's second key.</summary>
    internal TestKey AliceAtHome { get; } = TestKey.OfEd25519("alice at home");

    /// <summary>The one key that the Server holds itself.</summary>
    internal TestKey ServerKey { get; } = TestKey.OfEd25519("server", KeyClass.Service);

    internal TestPerson Adam { get; } = new("adam", "administrators");

    internal SigningPipeline Pipeline => Harness.Pipeline;

    internal static HarnessOptions Options => new()
    {
        Policy = TestPolicy.Of(
            1, TestPolicy.Governance, TestPolicy.SmallEther, TestPolicy.LargeEther, TestPolicy.Inside, TokenRule),
    };

    /// <summary>The policy that holds once administrators are in the roster.</summary>
    internal static CanonicalObject Policy(int version) => TestPolicy.Of(
        version, GovernanceRule, TestPolicy.SmallEther, TestPolicy.LargeEther, TestPolicy.Inside, TokenRule);

    internal static async Task<HouseAtWork> OpenAsync()
    {
        HouseAtWork house = new();
        await house.InitializeAsync();
        return house;
    }

    public async Task InitializeAsync()
    {
        Harness = await SignerHarness.StartedAsync(Options);
        Desk = await new SignerDesk(Harness).OpenAsync();
        Other = new SignerDesk(Harness);
        await Desk.EnactAsync(RegisterToken(Token, "USDX", 6));
        await Desk.EnactAsync(Other.RegisterClient());
        await Desk.EnactAsync(Other.OpenWallet());
        await Desk.EnactAsync(Intend(IntentKind.WalletOpening, ("client", $"{Desk.Client}"), ("wallet", $"{Desk.Wallet}"),
            ("accounts", Accounts(Second, generation: 1))));
        await Desk.EnactAsync(Intend(IntentKind.HouseWalletOpening, ("purpose", "gas"), ("wallet", $"{Gas}"),
            ("accounts", Accounts(GasAccount, generation: 0))));
        await Desk.EnactAsync(ChangeRoster());
        await Desk.EnactAsync(Intend(IntentKind.PolicyChange, ("policy", Policy(version: 2))));
        OtherPayer = await AddressOf(Other.Account);
        SecondAddress = await AddressOf(Second);
        GasAddress = await AddressOf(GasAccount);
    }

    public async Task DisposeAsync()
    {
        await Harness.DisposeAsync();
        Adam.Dispose();
    }

    internal Intent Intend(IntentKind kind, params ReadOnlySpan<(string Name, CanonicalValue Value)> members) =>
        SignerDesk.Parse(Desk.Head().Compose(kind, members));

    internal Intent RegisterToken(AssetId asset, string symbol, int decimals) => Intend(
        IntentKind.AssetRegistration, ("asset", $"{asset}"), ("decimals", decimals), ("name", "Demo dollar"),
        ("symbol", symbol));

    internal Intent WithdrawTokens(string amount = "2500000") =>
        Move(IntentKind.Withdrawal, Token, SignerDesk.Recipient, amount, ("client", $"{Desk.Client}"));

    internal Intent Move(
        IntentKind kind, AssetId asset, EthereumAddress to, string amount,
        params ReadOnlySpan<(string Name, CanonicalValue Value)> members) =>
        MoveFrom(Desk.Account, Desk.Payer, kind, Call(asset, to, amount), members);

    internal Intent MoveFrom(
        AccountId account, EthereumAddress from, IntentKind kind, TransferCall call,
        params ReadOnlySpan<(string Name, CanonicalValue Value)> members) =>
        SignerDesk.Parse(Intent.Movement.Compose(
            Desk.Head(), kind, new MovementTerms(account, from, call, SignerDesk.FeeMax), members));

    internal static TransferCall Call(AssetId asset, EthereumAddress to, string amount)
    {
        TransferCall.TryCreate(asset, to, SignerDesk.Wei(amount), out TransferCall? call, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return call!;
    }

    /// <summary>A statement by any key in anybody's name.</summary>
    internal SignedStatement Speak(
        TestKey key, string person, Verdict verdict, Digest intent, Digest? genesis = null, Timestamp? at = null)
    {
        Statement statement = Compose(person, verdict, intent, genesis, at);
        return key.Sign(statement);
    }

    internal Statement Compose(string person, Verdict verdict, Digest intent, Digest? genesis = null, Timestamp? at = null)
    {
        PersonId.TryParse(person, out PersonId id, out _).ShouldBeTrue();
        Statement.TryCreate(
            genesis ?? Harness.Genesis, id, verdict, [intent], at ?? Harness.Now, out Statement? statement, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return statement!;
    }

    /// <summary>Hands in an intent with exactly these statements, as anybody who holds them could.</summary>
    internal Task<Outcome<RegistrationAnswer>> HandInAsync(Intent intent, params ReadOnlyMemory<byte>[] statements) =>
        Pipeline.RegisterAsync(new SubmittedBytes(intent.Bytes, statements), CancellationToken.None);

    internal ReadOnlyMemory<byte> Request(Intent intent) => Desk.Say(Harness.Operator, Verdict.Request, intent.Digest);

    internal ReadOnlyMemory<byte> Approve(TestPerson person, Intent intent) =>
        Desk.Say(person, Verdict.Approve, intent.Digest);

    internal async Task<EthereumAddress> AddressOf(AccountId account)
    {
        AccountAnswer answer = (await Pipeline.AccountAsync(account, CancellationToken.None)).Must();
        return answer.Account.Address;
    }

    internal CanonicalObject Newcomer(string name, string group, TestKey key) => CanonicalObject.Of(
        ("person", name), ("groups", CanonicalArray.Of(group)), ("keys", CanonicalArray.Of(Proved(name, key))));

    private Intent ChangeRoster()
    {
        CanonicalObject alice = Harness.Alice.ToCanonical()
            .With("keys", CanonicalArray.Of(Harness.Alice.Key.ToCanonical(), Proved("alice", AliceAtHome)));
        CanonicalObject adamsKey = Adam.Key.ToCanonical().With(
            "possession", Adam.Sign(PossessionProof.HashOf(Harness.Genesis, Adam.Id, Adam.Key.Id)).ToCanonical());
        CanonicalObject adam = Adam.ToCanonical().With("keys", CanonicalArray.Of(adamsKey));
        return Intend(
            IntentKind.RosterChange,
            ("people", CanonicalArray.Of(
                alice, adam, Newcomer("paula", "approvers", Paula), Newcomer("server", "approvers", ServerKey))),
            ("removed", CanonicalArray.Empty));
    }

    private CanonicalObject Proved(string name, TestKey key)
    {
        PersonId.TryParse(name, out PersonId id, out _).ShouldBeTrue();
        Digest hash = PossessionProof.HashOf(Harness.Genesis, id, key.Key.Id);
        return key.Key.ToCanonical().With("possession", key.Sign(hash).ToCanonical());
    }

    internal static CanonicalArray Accounts(AccountId account, int generation) =>
        CanonicalArray.Of(new AccountTerms(account, SignerDesk.Chain, generation, Temperature.Hot).ToCanonical());
}
