using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Tests.Chains.Ethereum;

/// <summary>What a Signer reads before it signs, and what it refuses to read.</summary>
public sealed class UnsignedTransactionTests
{
    private static readonly EthereumAddress Somebody =
        EthereumAddress.FromBytes(Enumerable.Repeat((byte)7, 20).ToArray());

    [Fact]
    public void Reads_an_EIP_1559_transaction_and_nothing_is_lost()
    {
        byte[] encoded = Build().EncodeUnsigned();
        UnsignedTransaction.TryDecode(encoded, out EthereumTransaction? transaction, out _).ShouldBeTrue();
        transaction.EncodeUnsigned().ShouldBe(encoded);
        transaction.ChainNumber.ShouldBe(31337UL);
        transaction.Nonce.ShouldBe(3UL);
        transaction.To.ShouldBe(Somebody);
        transaction.Value.ShouldBe((UInt256)1_000);
    }

    [Theory]
    [InlineData("", ChainRefusal.RlpMalformed)]
    [InlineData("00", ChainRefusal.TransactionTypeUnknown)]
    [InlineData("01c0", ChainRefusal.TransactionTypeAccessList)]
    [InlineData("02", ChainRefusal.RlpMalformed)]
    [InlineData("02c0", ChainRefusal.RlpMalformed)]
    [InlineData("03c0", ChainRefusal.TransactionTypeBlob)]
    [InlineData("04c0", ChainRefusal.TransactionTypeDelegation)]
    [InlineData("05c0", ChainRefusal.TransactionTypeUnknown)]
    [InlineData("c0", ChainRefusal.TransactionTypeLegacy)]
    public void Refuses_other_kinds_by_their_name(string hex, string code) =>
        Refuses(Convert.FromHexString(hex), code);

    [Fact]
    public void Refuses_a_transaction_without_a_chain() =>
        Refuses(Build(chainNumber: 0).EncodeUnsigned(), ChainRefusal.TransactionChainAbsent);

    [Fact]
    public void Refuses_to_create_a_contract() =>
        Refuses(Build(isCreation: true).EncodeUnsigned(), ChainRefusal.ContractCreation);

    [Fact]
    public void Refuses_an_access_list() => Refuses(
        Build(accessList: [new AccessListEntry(Somebody, [])]).EncodeUnsigned(), ChainRefusal.AccessListPresent);

    [Fact]
    public void Refuses_the_last_nonce() =>
        Refuses(Build(nonce: ulong.MaxValue).EncodeUnsigned(), ChainRefusal.TransactionNonce);

    [Fact]
    public void Refuses_a_priority_fee_above_the_fee() =>
        Refuses(Build(priorityFee: 101).EncodeUnsigned(), ChainRefusal.TransactionFees);

    [Fact]
    public void Refuses_a_fee_that_overflows() =>
        Refuses(Build(maxFee: UInt256.MaxValue).EncodeUnsigned(), ChainRefusal.TransactionFees);

    [Fact]
    public void Refuses_a_gas_limit_that_cannot_run() =>
        Refuses(Build(gasLimit: 20_999).EncodeUnsigned(), ChainRefusal.TransactionGas);

    [Fact]
    public void Refuses_bytes_that_no_node_passes_on() =>
        Refuses(new byte[EthereumTransaction.EncodedBytesMax + 1], ChainRefusal.TransactionTooLarge);

    [Fact]
    public void Refuses_init_code_that_is_too_long()
    {
        EthereumTransaction transaction = Build(
            isCreation: true, callData: new byte[TransactionRules.InitCodeBytesMax + 1]);
        TransactionRules.TryCheck(transaction, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.TransactionInitCode);
    }

    [Fact]
    public void Refuses_every_prefix_and_any_byte_behind()
    {
        byte[] encoded = Build().EncodeUnsigned();
        for (int length = 0; length < encoded.Length; length++)
            UnsignedTransaction.TryDecode(encoded.AsSpan(0, length), out _, out _).ShouldBeFalse();
        Refuses([.. encoded, 0], ChainRefusal.RlpMalformed);
    }

    [Fact]
    public void Never_reads_changed_bytes_as_the_same_transaction()
    {
        byte[] encoded = Build().EncodeUnsigned();
        for (int at = 0; at < encoded.Length * 8; at++)
        {
            byte[] changed = [.. encoded];
            changed[at / 8] ^= (byte)(1 << (at % 8));
            if (!UnsignedTransaction.TryDecode(changed, out EthereumTransaction? transaction, out _)) continue;
            transaction.EncodeUnsigned().ShouldBe(changed);
        }
    }

    [Fact]
    public void Refuses_a_signature_with_the_larger_s()
    {
        using TestAccount account = new(Convert.FromHexString(new string('5', 64)));
        UInt256 order = UInt256.FromBigEndian(Convert.FromHexString(
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"));
        TransactionSignature good = account.Sign(Build().SigningHash());
        TransactionSignature high = new(good.R, order - good.S, !good.IsOddY);
        SignedTransaction.TryAssemble(Build(), high, out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.SignatureHighS);
        SignedTransaction.TryDecode(Build().EncodeSigned(high), out _, out refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.SignatureHighS);
        TransactionSignature empty = new(UInt256.Zero, good.S, false);
        SignedTransaction.TryAssemble(Build(), empty, out _, out refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.SignatureMalformed);
    }

    private static void Refuses(byte[] encoded, string code)
    {
        UnsignedTransaction.TryDecode(encoded, out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(code);
    }

    private static EthereumTransaction Build(
        ulong chainNumber = 31337,
        ulong nonce = 3,
        ulong priorityFee = 1,
        UInt256? maxFee = null,
        ulong gasLimit = 21_000,
        bool isCreation = false,
        byte[]? callData = null,
        IReadOnlyList<AccessListEntry>? accessList = null) => new()
        {
            Kind = TransactionKind.DynamicFee,
            ChainNumber = chainNumber,
            Nonce = nonce,
            MaxPriorityFeePerGas = priorityFee,
            MaxFeePerGas = maxFee ?? 100,
            GasLimit = gasLimit,
            To = isCreation ? null : Somebody,
            Value = 1_000,
            CallData = callData ?? [],
            AccessList = accessList ?? [],
        };
}
