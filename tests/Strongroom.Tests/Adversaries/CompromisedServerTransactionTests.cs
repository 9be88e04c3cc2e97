using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Withdrawals;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// Root on the Server, with intents that the quorum really approved: it asks for a signature over anything else. Every
/// refusal has a leaf of its own, since a person requested what the bytes pretend to be.
/// </summary>
public sealed class CompromisedServerTransactionTests(HouseAtWork house) : IClassFixture<HouseAtWork>
{
    private const ulong TokenGas = 60_000;
    private static readonly EthereumAddress Clone = SignerDesk.Address("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");

    [Theory]
    [InlineData("recipient", "unsigned.to")]
    [InlineData("amount", "unsigned.value")]
    [InlineData("less", "unsigned.value")]
    [InlineData("chain", "unsigned.chainId")]
    [InlineData("data", "unsigned.data")]
    [InlineData("token", "unsigned.to")]
    public async Task Cannot_have_another_ether_transfer_signed(string attack, string field)
    {
        Intent intent = await RegisteredAsync(Payment());
        byte[] forged = SignerDesk.Unsigned(intent, Nonce, 10, honest => attack switch
        {
            "recipient" => Change(honest, to: HouseAtWork.Thief),
            "amount" => Change(honest, value: honest.Value + 1),
            "less" => Change(honest, value: honest.Value - 1),
            "chain" => Change(honest, chain: 1),
            "data" => Tokens(honest, [1, 2, 3, 4]),
            _ => Change(honest, to: HouseAtWork.TokenContract, value: 0, gas: TokenGas,
                data: HouseAtWork.Call(HouseAtWork.Token, HouseAtWork.Thief, "2500000").EncodeCallData()),
        });
        await MustRefuseAsync(intent, forged, RegistryRefusal.CallDiffers, field);
    }

    [Theory]
    [InlineData("recipient", "unsigned.data")]
    [InlineData("amount", "unsigned.data")]
    [InlineData("approve", "unsigned.data")]
    [InlineData("tail", "unsigned.data")]
    [InlineData("value", "unsigned.value")]
    [InlineData("clone", "unsigned.to")]
    [InlineData("ether", "unsigned.to")]
    public async Task Cannot_have_another_token_transfer_signed(string attack, string field)
    {
        Intent intent = await RegisteredAsync(house.WithdrawTokens());
        byte[] forged = SignerDesk.Unsigned(intent, Nonce, 10, honest => attack switch
        {
            "recipient" => Tokens(honest, HouseAtWork.Call(HouseAtWork.Token, HouseAtWork.Thief, "2500000").EncodeCallData()),
            "amount" => Tokens(honest, HouseAtWork.Call(HouseAtWork.Token, SignerDesk.Recipient, "2500000000000000000").EncodeCallData()),
            "approve" => Tokens(honest, [0x09, 0x5e, 0xa7, 0xb3, .. honest.CallData.Span[4..]]),
            "tail" => Tokens(honest, [.. honest.CallData.Span, 0]),
            "value" => Change(honest, value: 1, gas: TokenGas),
            "clone" => Change(honest, to: Clone, gas: TokenGas),
            _ => Change(honest, to: SignerDesk.Recipient, value: 2_500_000, data: [], gas: TokenGas),
        });
        await MustRefuseAsync(intent, forged, RegistryRefusal.CallDiffers, field);
    }

    [Theory]
    [InlineData("price")]
    [InlineData("gas")]
    public async Task Cannot_burn_more_in_fees_than_was_approved(string attack)
    {
        Intent intent = await RegisteredAsync(Payment());
        byte[] forged = attack == "price"
            ? SignerDesk.Unsigned(intent, Nonce, feeGwei: 101)
            : SignerDesk.Unsigned(intent, Nonce, 10, honest => Change(honest, gas: 210_001));
        await MustRefuseAsync(intent, forged, RegistryRefusal.FeeAboveMax, "unsigned.maxFeePerGas");
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(1_000_000UL)]
    public async Task Cannot_leave_a_gap_before_a_nonce(ulong ahead)
    {
        Intent intent = await RegisteredAsync(Payment());
        await MustRefuseAsync(
            intent, SignerDesk.Unsigned(intent, Nonce + ahead), RegistryRefusal.NonceNotNext, "unsigned.nonce");
    }

    [Fact]
    public async Task Cannot_use_a_nonce_twice_nor_have_a_second_signature_with_another()
    {
        Intent first = await RegisteredAsync(house.WithdrawTokens("1"));
        Intent second = await RegisteredAsync(house.WithdrawTokens("2"));
        ulong nonce = Nonce;
        (await house.Desk.SignAsync(first, SignerDesk.Unsigned(first, nonce, 10, WithGas))).Must();
        await MustRefuseAsync(second, SignerDesk.Unsigned(second, nonce, 10, WithGas), RegistryRefusal.NonceNotNext, "unsigned.nonce");
        Outcome<SignatureAnswer> again = await house.Desk.SignAsync(first, SignerDesk.Unsigned(first, nonce + 1, 10, WithGas));
        house.Harness.MustBeOnRecord(again, RegistryRefusal.NonceBound, first.Digest);
        house.Harness.LeavesOf<SigningLeaf>().Count(leaf => leaf.IntentDigest == first.Digest).ShouldBe(1);
    }

    [Theory]
    [InlineData("legacy", ChainRefusal.TransactionTypeLegacy)]
    [InlineData("unprotected", ChainRefusal.TransactionTypeLegacy)]
    [InlineData("eip2930", ChainRefusal.TransactionTypeAccessList)]
    [InlineData("eip4844", ChainRefusal.TransactionTypeBlob)]
    [InlineData("eip7702", ChainRefusal.TransactionTypeDelegation)]
    [InlineData("personal", ChainRefusal.TransactionTypeUnknown)]
    [InlineData("typed-data", ChainRefusal.TransactionTypeUnknown)]
    [InlineData("creation", ChainRefusal.ContractCreation)]
    [InlineData("access-list", ChainRefusal.AccessListPresent)]
    [InlineData("no-chain", ChainRefusal.TransactionChainAbsent)]
    [InlineData("tail", ChainRefusal.RlpMalformed)]
    [InlineData("half", ChainRefusal.RlpMalformed)]
    [InlineData("empty", ChainRefusal.RlpMalformed)]
    [InlineData("signed", ChainRefusal.RlpMalformed)]
    public async Task Cannot_have_anything_but_a_plain_transaction_signed(string attack, string code)
    {
        Intent intent = await RegisteredAsync(Payment());
        byte[] honest = SignerDesk.Unsigned(intent, Nonce);
        await MustRefuseAsync(intent, Disguise(intent, honest, attack), code, null);
    }

    [Fact]
    public async Task Cannot_smuggle_other_bytes_into_the_call_that_registers()
    {
        Intent intent = house.Desk.Withdraw(SignerDesk.Wei("1000"));
        byte[] forged = SignerDesk.Unsigned(intent, Nonce, 10, honest => Change(honest, to: HouseAtWork.Thief));
        Outcome<RegistrationAnswer> outcome = await house.Desk.SubmitAsync(intent, forged);
        house.Harness.MustBeOnRecord(outcome, RegistryRefusal.CallDiffers, intent.Digest)
            .Input.ShouldBe(Digest.Sha256(forged));
        house.Harness.MustBeUnsigned(intent);
    }

    [Fact]
    public async Task Cannot_have_a_transaction_signed_for_what_no_quorum_approved()
    {
        Intent invented = Payment(HouseAtWork.Thief);
        byte[] unsigned = SignerDesk.Unsigned(invented, Nonce);
        await house.Harness.MustBeCountedAsync(
            () => house.Desk.SignAsync(invented, unsigned), RegistryRefusal.UnknownIntent);
        house.Harness.MustBeUnregistered(invented);
    }

    [Fact]
    public async Task Cannot_have_a_governance_intent_signed_as_if_it_moved_something()
    {
        Intent intent = house.RegisterToken(AssetId.Erc20(SignerDesk.ChainNumber, HouseAtWork.Thief), "OTHER", 2);
        await house.Desk.EnactAsync(intent);
        byte[] unsigned = SignerDesk.Unsigned(Payment(), Nonce);
        house.Harness.MustBeOnRecord(
            await house.Desk.SignAsync(intent, unsigned), RegistryRefusal.NotMovement, intent.Digest);
        house.Harness.MustBeUnsigned(intent);
    }

    private ulong Nonce =>
        (ulong)house.Harness.LeavesOf<SigningLeaf>().Count(leaf => leaf.Sender == house.Desk.Payer);

    // Small enough that the whole class stays within the client's daily window.
    private Intent Payment(EthereumAddress? to = null) => house.Desk.Withdraw(SignerDesk.Wei("1000000000000000"), to);

    private async Task<Intent> RegisteredAsync(Intent intent)
    {
        house.Harness.Time.Advance(TimeSpan.FromMinutes(1));
        await house.Desk.EnactAsync(intent);
        return intent;
    }

    private async Task MustRefuseAsync(Intent intent, byte[] forged, string code, string? field)
    {
        RefusedLeaf leaf = house.Harness.MustBeOnRecord(await house.Desk.SignAsync(intent, forged), code, intent.Digest);
        leaf.Requester.ShouldBe(house.Harness.Operator.Id);
        leaf.Input.ShouldBe(Digest.Sha256(forged));
        if (field is not null) leaf.Field.ShouldBe(field);
        house.Harness.MustBeUnsigned(intent);
    }

    private static byte[] Disguise(Intent intent, byte[] honest, string attack) => attack switch
    {
        "legacy" => SignerDesk.Unsigned(intent, 0, 10, tx => Change(tx, kind: TransactionKind.Legacy)),
        "unprotected" => SignerDesk.Unsigned(intent, 0, 10, tx => Change(tx, kind: TransactionKind.Legacy, chain: null)),
        "eip2930" => SignerDesk.Unsigned(intent, 0, 10, tx => Change(tx, kind: TransactionKind.AccessList)),
        "eip4844" => [3, .. honest[1..]],
        "eip7702" => [4, .. honest[1..]],
        "personal" => [0x19, .. "Ethereum Signed Message:\n3pay"u8],
        "typed-data" => [0x19, 0x01, .. new byte[64]],
        "creation" => SignerDesk.Unsigned(intent, 0, 10, tx => Change(tx, isCreation: true, gas: 60_000)),
        "access-list" => SignerDesk.Unsigned(intent, 0, 10, tx => Change(
            tx, gas: 60_000, accessList: [new AccessListEntry(HouseAtWork.Thief, [])])),
        "no-chain" => SignerDesk.Unsigned(intent, 0, 10, tx => Change(tx, chain: 0)),
        "tail" => [.. honest, 0],
        "half" => honest[..^1],
        "empty" => [],
        _ => Signed(intent),
    };

    private static byte[] Signed(Intent intent)
    {
        byte[] signed = [];
        SignerDesk.Unsigned(intent, 0, 10, tx =>
        {
            signed = tx.EncodeSigned(new TransactionSignature(1, 1, false));
            return tx;
        });
        return signed;
    }

    private static EthereumTransaction WithGas(EthereumTransaction honest) => Change(honest, gas: TokenGas);

    private static EthereumTransaction Tokens(EthereumTransaction honest, byte[] data) =>
        Change(honest, data: data, gas: TokenGas);

    private static EthereumTransaction Change(
        EthereumTransaction honest, TransactionKind? kind = null, ulong? chain = SignerDesk.ChainNumber,
        EthereumAddress? to = null, UInt256? value = null, byte[]? data = null, ulong? gas = null,
        bool isCreation = false, IReadOnlyList<AccessListEntry>? accessList = null) => new()
    {
        Kind = kind ?? honest.Kind,
        ChainNumber = chain,
        Nonce = honest.Nonce,
        MaxPriorityFeePerGas = honest.MaxPriorityFeePerGas,
        MaxFeePerGas = honest.MaxFeePerGas,
        GasLimit = gas ?? honest.GasLimit,
        To = isCreation ? null : to ?? honest.To,
        Value = value ?? honest.Value,
        CallData = data ?? honest.CallData,
        AccessList = accessList ?? [],
    };
}
