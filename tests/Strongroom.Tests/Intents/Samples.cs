using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Tests.Ceremonies;
using Strongroom.Tests.Roster;

namespace Strongroom.Tests.Intents;

/// <summary>One example of every kind of intent, with fixed ids and times.</summary>
internal static class Samples
{
    internal const ulong ChainNumber = 31337;

    internal static readonly Digest Genesis = Digest.Sha256("an institution for examples"u8);
    internal static readonly Timestamp Created = Time("2026-11-21T10:00:00Z");
    internal static readonly ClientId Client = ClientId.From(Uuid(2));
    internal static readonly WalletId Wallet = WalletId.From(Uuid(3));
    internal static readonly WalletId House = WalletId.From(Uuid(4));
    internal static readonly AccountId Account = AccountId.From(Uuid(5));
    internal static readonly AccountId ToAccount = AccountId.From(Uuid(6));
    internal static readonly EntryId Entry = EntryId.From(Uuid(7));

    internal static readonly AssetId Ether = AssetId.Ether(ChainNumber);
    internal static readonly EthereumAddress Token = Address("0x5FbDB2315678afecb367f032d93F642f64180aa3");
    internal static readonly EthereumAddress From = Address("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
    internal static readonly EthereumAddress To = Address("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");

    internal static Guid Uuid(int number) => Guid.Parse($"0199e2a4-7c00-7000-8000-{number:x12}");

    internal static Timestamp Time(string text)
    {
        Timestamp.TryParse(text, out Timestamp time, out _).ShouldBeTrue();
        return time;
    }

    internal static EthereumAddress Address(string text)
    {
        EthereumAddress.TryParse(text, out EthereumAddress address, out _).ShouldBeTrue();
        return address;
    }

    internal static PersonId Person(string name)
    {
        PersonId.TryParse(name, out PersonId person, out _).ShouldBeTrue();
        return person;
    }

    internal static Intent Parse(CanonicalObject body)
    {
        Intent.TryParse(body, out Intent? intent, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        return intent!;
    }

    internal static CanonicalObject Body(IntentKind kind) => kind switch
    {
        IntentKind.Withdrawal => Withdrawal(Ether, "500000000000000000"),
        IntentKind.InternalMove => Movement(
            kind, AssetId.Erc20(ChainNumber, Token), "1000000", ("client", $"{Client}"), ("toAccount", $"{ToAccount}")),
        IntentKind.GasTopUp => Movement(
            kind, Ether, "10000000000000000", ("house", $"{House}"), ("toAccount", $"{ToAccount}")),
        IntentKind.WalletOpening => Head.Compose(
            kind, ("client", $"{Client}"), ("wallet", $"{Wallet}"), ("accounts", Accounts())),
        IntentKind.HouseWalletOpening => Head.Compose(
            kind, ("purpose", "gas"), ("wallet", $"{House}"), ("accounts", Accounts())),
        _ => Registry(kind),
    };

    internal static IntentHead Head => new(Genesis, IntentId.From(Uuid(1)), Created, Created + TimeSpan.FromDays(1));

    internal static CanonicalObject Withdrawal(AssetId asset, string amount) =>
        Movement(IntentKind.Withdrawal, asset, amount, ("client", $"{Client}"));

    internal static CanonicalObject Policy => CanonicalObject.Of(
        ("rules", CanonicalArray.Of(CanonicalObject.Of(("deny", true), ("id", "deny-everything-else")))),
        ("version", 2));

    private static CanonicalObject Movement(
        IntentKind kind, AssetId asset, string amount, params ReadOnlySpan<(string, CanonicalValue)> members)
    {
        Amount.TryParse(amount, out Amount units, out _).ShouldBeTrue();
        Amount.TryParse("2100000000000000", out Amount feeMax, out _).ShouldBeTrue();
        TransferCall.TryCreate(asset, To, units, out TransferCall? call, out _).ShouldBeTrue();
        return Intent.Movement.Compose(Head, kind, new MovementTerms(Account, From, call!, feeMax), members);
    }

    private static CanonicalArray Accounts() => CanonicalArray.Of(
        new AccountTerms(Account, Ether.Chain, 0, Temperature.Hot).ToCanonical(),
        new AccountTerms(ToAccount, Ether.Chain, 0, Temperature.Cold).ToCanonical());

    private const string ColdKey = "demo.example/cold+e1101dba+AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g";

    private static CanonicalObject Registry(IntentKind kind) => kind switch
    {
        IntentKind.ColdSignerRegistration => Head.Compose(
            kind, ("origin", "demo.example/cold"), ("key", ColdKey), ("root", $"{Digest.Sha256("cold root"u8)}")),
        IntentKind.Ceremony => Head.Compose(kind, ("plan", CeremonySamples.Plan())),
        IntentKind.KeyRegistration => Head.Compose(kind, ("transcript", $"{Digest.Sha256("a transcript"u8)}")),
        IntentKind.KeyStateChange => Head.Compose(
            kind, ("root", $"{CeremonySamples.Root}"), ("state", "compromised"), ("reason", "A share was stolen.")),
        IntentKind.ChainRegistration => Head.Compose(
            kind, ("chain", $"{Ether.Chain}"), ("name", "Local chain"), ("confirmations", 12),
            ("native", CanonicalObject.Of(("asset", $"{Ether}"), ("decimals", 18), ("symbol", "ETH")))),
        IntentKind.AssetRegistration => Head.Compose(
            kind, ("asset", $"{AssetId.Erc20(ChainNumber, Token)}"), ("decimals", 6), ("name", "Demo dollar €"),
            ("symbol", "DUSD")),
        IntentKind.ClientRegistration => Head.Compose(
            kind, ("client", $"{Client}"), ("nameCommitment", $"{Commitment.To(TestKey.Seed("salt"), "Ada Lovelace")}"),
            ("service", "custody")),
        IntentKind.AllowlistEntry => Head.Compose(
            kind, ("entry", $"{Entry}"), ("client", $"{Client}"), ("chain", $"{Ether.Chain}"), ("address", $"{To}"),
            ("confirmedBy", "alice")),
        IntentKind.AllowlistRemoval => Head.Compose(kind, ("entry", $"{Entry}"), ("client", $"{Client}")),
        IntentKind.PolicyChange => Head.Compose(kind, ("policy", Policy)),
        IntentKind.RosterChange => Head.Compose(
            kind, ("people", CanonicalArray.Of(NewPerson("dora", TestKey.OfEd25519("dora")))),
            ("removed", CanonicalArray.Of("bob"))),
        _ => Head.Compose(kind),
    };

    internal static CanonicalObject NewPerson(string name, TestKey key, Digest? genesis = null)
    {
        Digest hash = Strongroom.Roster.PossessionProof.HashOf(genesis ?? Genesis, Person(name), key.Key.Id);
        CanonicalObject body = key.Key.ToCanonical().With("possession", key.Sign(hash).ToCanonical());
        return CanonicalObject.Of(
            ("person", name), ("groups", CanonicalArray.Of("approvers")), ("keys", CanonicalArray.Of(body)));
    }
}
