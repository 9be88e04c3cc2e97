using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Registry;
using Strongroom.Signer.Withdrawals;
using Strongroom.Tests.Ceremonies;

namespace Strongroom.Tests.Hosting;

/// <summary>The daily work at a harness: build intents, have them requested and approved, hand them in.</summary>
internal sealed class SignerDesk(SignerHarness harness)
{
    internal const ulong ChainNumber = 31337;
    internal static readonly AssetId Ether = AssetId.Ether(ChainNumber);
    internal static readonly ChainId Chain = ChainId.Eip155(ChainNumber);
    internal static readonly Amount FeeMax = Wei("2100000000000000");
    internal static readonly Amount HalfEther = Wei("500000000000000000");
    internal static readonly EthereumAddress Recipient = Address("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
    private static readonly UInt256 Gwei = 1_000_000_000;

    internal ClientId Client { get; } = ClientId.From(Guid.CreateVersion7());

    internal WalletId Wallet { get; } = WalletId.From(Guid.CreateVersion7());

    internal AccountId Account { get; } = AccountId.From(Guid.CreateVersion7());

    /// <summary>Where the account's key shall live; null leaves it to the keystore.</summary>
    internal ProtectionLevel? Level { get; init; }

    /// <summary>The account's address once <see cref="OpenAsync"/> is done.</summary>
    internal EthereumAddress Payer { get; private set; }

    /// <summary>Chain, client and wallet registered by their intents; <see cref="Payer"/> known.</summary>
    internal async Task<SignerDesk> OpenAsync()
    {
        await EnactAsync(RegisterChain());
        return await JoinAsync();
    }

    /// <summary>The same where another desk registered the chain.</summary>
    internal async Task<SignerDesk> JoinAsync()
    {
        await EnactAsync(RegisterClient());
        if (harness.Pipeline.Status().Profile == "production") await BackUpAsync();
        RegistrationAnswer opened = await EnactAsync(OpenWallet());
        opened.Effect.ShouldNotBeNull();
        AccountAnswer account = (await harness.Pipeline.AccountAsync(Account, CancellationToken.None)).Must();
        Payer = account.Account.Address;
        return this;
    }

    /// <summary>The founding's root backed up, by a ceremony that the quorum planned and registered.</summary>
    internal async Task BackUpAsync()
    {
        Digest root;
        using (RecordedState.Turn turn = harness.Signer.Record.Take()) root = turn.State.Roots.First().Root;
        await PerformAsync(Plan("backup").With("root", $"{root}"), root);
    }

    /// <summary>A ceremony planned by the quorum, performed on paper, and its transcript registered.</summary>
    internal async Task<Digest> PerformAsync(CanonicalObject plan, Digest root)
    {
        Intent ceremony = Parse(Head().Compose(IntentKind.Ceremony, ("plan", plan)));
        await EnactAsync(ceremony);
        byte[] transcript = PlayedCeremony.Of(ceremony, root, harness.Now);
        (await SubmitTranscriptAsync(transcript)).Must();
        return root;
    }

    /// <summary>With custodians who are not in the roster.</summary>
    internal static CanonicalObject Plan(string purpose) => CeremonySamples.Plan(purpose)
        .With("custodians", CanonicalArray.OfObjects(
            ((string[])["celia", "dave", "erin"]).Select(CeremonySamples.Custodian)));

    internal Task<Outcome<RegistrationAnswer>> SubmitTranscriptAsync(byte[] transcript)
    {
        Intent intent = Parse(Head().Compose(
            IntentKind.KeyRegistration, ("transcript", $"{Digest.Sha256(transcript)}")));
        return harness.Pipeline.RegisterAsync(
            Bytes(intent) with { Attachment = transcript }, CancellationToken.None);
    }

    internal Intent ChangeState(Digest root, string state) => Parse(Head().Compose(
        IntentKind.KeyStateChange, ("root", $"{root}"), ("state", state), ("reason", "a test of the register")));

    internal Intent RegisterChain() => Parse(Head().Compose(
        IntentKind.ChainRegistration, ("chain", $"{Chain}"), ("name", "Local chain"), ("confirmations", 12),
        ("native", CanonicalObject.Of(("asset", $"{Ether}"), ("decimals", 18), ("symbol", "ETH")))));

    internal Intent RegisterClient() => Parse(Head().Compose(
        IntentKind.ClientRegistration, ("client", $"{Client}"),
        ("nameCommitment", Digest.Sha256("Ada Lovelace"u8).ToString()), ("service", "custody")));

    internal Intent OpenWallet() => Parse(Head().Compose(
        IntentKind.WalletOpening, ("client", $"{Client}"), ("wallet", $"{Wallet}"),
        ("accounts", CanonicalArray.Of(
            new AccountTerms(Account, Chain, 0, Temperature.Hot) { Level = Level }.ToCanonical()))));

    internal Intent Withdraw(Amount? amount = null, EthereumAddress? to = null, IntentId? replaces = null, Amount? feeMax = null)
    {
        TransferCall.TryCreate(Ether, to ?? Recipient, amount ?? HalfEther, out TransferCall? call, out _).ShouldBeTrue();
        MovementTerms terms = new(Account, Payer, call!, feeMax ?? FeeMax, replaces);
        return Parse(Intent.Movement.Compose(Head(), IntentKind.Withdrawal, terms, ("client", $"{Client}")));
    }

    internal Intent Unfreeze() => Parse(Head().Compose(IntentKind.Unfreeze));

    /// <summary>The unsigned bytes that do what the intent says.</summary>
    internal static byte[] Unsigned(Intent intent, ulong nonce, ulong feeGwei = 10, Func<EthereumTransaction, EthereumTransaction>? change = null)
    {
        Intent.Movement movement = intent.ShouldBeAssignableTo<Intent.Movement>()!;
        EthereumTransaction transaction = new()
        {
            Kind = TransactionKind.DynamicFee,
            ChainNumber = ChainNumber,
            Nonce = nonce,
            MaxPriorityFeePerGas = Gwei,
            MaxFeePerGas = Gwei * feeGwei,
            GasLimit = 21_000,
            To = movement.Call.To,
            Value = movement.Call.Value,
            CallData = movement.Call.EncodeCallData(),
        };
        return (change?.Invoke(transaction) ?? transaction).EncodeUnsigned();
    }

    /// <summary>Requested by the operator and approved by Alice and Bob, unless told otherwise.</summary>
    internal SubmittedBytes Bytes(Intent intent, byte[]? unsigned = null, params TestPerson[] approvers)
    {
        TestPerson[] people = approvers.Length == 0 ? [harness.Alice, harness.Bob] : approvers;
        List<ReadOnlyMemory<byte>> statements = [Say(harness.Operator, Verdict.Request, intent.Digest)];
        statements.AddRange(people.Select(person => Say(person, Verdict.Approve, intent.Digest)));
        return new SubmittedBytes(intent.Bytes, statements, unsigned);
    }

    internal ReadOnlyMemory<byte> Say(TestPerson person, Verdict verdict, params ReadOnlySpan<Digest> intents) =>
        person.Say(harness.Genesis, verdict, harness.Now, intents).ToBytes();

    internal Task<Outcome<RegistrationAnswer>> SubmitAsync(Intent intent, byte[]? unsigned = null, params TestPerson[] approvers) =>
        harness.Pipeline.RegisterAsync(Bytes(intent, unsigned, approvers), CancellationToken.None);

    /// <summary>Comes again while the witnesses are away, as a caller is told to.</summary>
    internal async Task<RegistrationAnswer> EnactAsync(Intent intent)
    {
        for (int attempt = 0; attempt < 20; attempt++)
        {
            Outcome<RegistrationAnswer> outcome = await SubmitAsync(intent);
            if (outcome.Try(out RegistrationAnswer? answer, out Refusal? refusal)) return answer;
            refusal.Code.ShouldBe(SignerRefusal.NotWitnessed);
        }

        throw new TimeoutException("the witnesses stayed away");
    }

    internal Task<Outcome<SignatureAnswer>> SignAsync(Intent intent, byte[] unsigned) =>
        harness.Pipeline.SignAsync(intent.Digest, unsigned, CancellationToken.None);

    internal async Task<Outcome<IndexAnswer>> StateAsync(TestPerson person, Verdict verdict, params Digest[] intents) =>
        await harness.Pipeline.StateAsync([Say(person, verdict, intents)], CancellationToken.None);

    internal IntentHead Head() => new(
        harness.Genesis, IntentId.From(Guid.CreateVersion7()), harness.Now, harness.Now + TimeSpan.FromDays(1));

    internal static Intent Parse(CanonicalObject body)
    {
        Intent.TryParse(body, out Intent? intent, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        return intent!;
    }

    internal static Amount Wei(string text)
    {
        Amount.TryParse(text, out Amount amount, out _).ShouldBeTrue();
        return amount;
    }

    internal static EthereumAddress Address(string text)
    {
        EthereumAddress.TryParse(text, out EthereumAddress address, out _).ShouldBeTrue();
        return address;
    }
}
