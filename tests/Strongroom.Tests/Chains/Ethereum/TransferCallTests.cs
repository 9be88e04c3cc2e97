using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Tests.Chains.Ethereum;

/// <summary>From an intent's transfer to a transaction and back.</summary>
public sealed class TransferCallTests
{
    private const ulong ChainNumber = 31337;

    private static readonly EthereumAddress Token = Address(1);
    private static readonly EthereumAddress Recipient = Address(2);
    private static readonly AssetId Ether = AssetId.Ether(ChainNumber);
    private static readonly AssetId Coin = AssetId.Erc20(ChainNumber, Token);

    [Fact]
    public void Reads_a_native_transfer_back()
    {
        TransferCall call = Create(Ether, Recipient, 5);
        (call.To, call.Value, call.EncodeCallData().Length).ShouldBe((Recipient, (UInt256)5, 0));
        TransferCall.TryRead(Build(call), out TransferCall? again, out _).ShouldBeTrue();
        again.ShouldBe(call);
    }

    [Fact]
    public void Reads_a_token_transfer_back()
    {
        TransferCall call = Create(Coin, Recipient, 5);
        (call.To, call.Value).ShouldBe((Token, UInt256.Zero));
        Convert.ToHexStringLower(call.EncodeCallData()).ShouldBe(
            "a9059cbb"
            + "0000000000000000000000000202020202020202020202020202020202020202"
            + "0000000000000000000000000000000000000000000000000000000000000005");
        TransferCall.TryRead(Build(call), out TransferCall? again, out _).ShouldBeTrue();
        again.ShouldBe(call);
    }

    [Fact]
    public void Refuses_to_move_nothing() => RefusesToCreate(Ether, Recipient, 0, ChainRefusal.TransferAmountZero);

    [Fact]
    public void Refuses_the_zero_address() =>
        RefusesToCreate(Coin, EthereumAddress.Zero, 5, ChainRefusal.AddressZero);

    [Fact]
    public void Refuses_a_token_sent_to_its_own_contract() =>
        RefusesToCreate(Coin, Token, 5, ChainRefusal.TransferToContract);

    [Fact]
    public void Refuses_an_asset_of_another_family()
    {
        AssetId.TryParse("bip122:000000000019d6689c085ae165831e93/slip44:0", out AssetId? bitcoin, out _)
            .ShouldBeTrue();
        RefusesToCreate(bitcoin, Recipient, 5, ChainRefusal.TransferAssetUnknown);
    }

    [Fact]
    public void Refuses_a_token_transfer_that_carries_value() => RefusesToRead(
        Build(Create(Coin, Recipient, 5), value: 1), ChainRefusal.TransferCarriesValue);

    [Fact]
    public void Refuses_calldata_that_is_not_exactly_a_transfer()
    {
        byte[] good = Erc20Call.EncodeTransfer(Recipient, new Amount(5));
        byte[] dirty = [.. good];
        dirty[4] = 1;
        byte[] approve = [0x09, 0x5e, 0xa7, 0xb3, .. good[4..]];
        byte[] transferFrom = Erc20Call.EncodeTransferFrom(Token, Recipient, new Amount(5));
        byte[][] calls = [dirty, approve, transferFrom, good[..^1], [.. good, 0], good[..4], [1]];
        foreach (byte[] callData in calls)
            RefusesToRead(Build(Create(Coin, Recipient, 5), callData: callData), ChainRefusal.TransferUnreadable);
    }

    [Fact]
    public void Reads_transferFrom_strictly()
    {
        byte[] callData = Erc20Call.EncodeTransferFrom(Token, Recipient, new Amount(9));
        Erc20Call.TryDecodeTransferFrom(callData, out EthereumAddress owner, out EthereumAddress to, out Amount amount, out _)
            .ShouldBeTrue();
        (owner, to, amount).ShouldBe((Token, Recipient, new Amount(9)));
        callData[4 + 32] = 1;
        Erc20Call.TryDecodeTransferFrom(callData, out _, out _, out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.TransferUnreadable);
    }

    [Fact]
    public void Reads_answers_of_exactly_one_word()
    {
        Erc20Call.TryReadBalance(UInt256.MaxValue.ToBigEndian(), out Amount balance).ShouldBeTrue();
        balance.ShouldBe(new Amount(UInt256.MaxValue));
        Erc20Call.TryReadBalance(new byte[31], out _).ShouldBeFalse();
        Erc20Call.TryReadDecimals(((UInt256)18).ToBigEndian(), out byte decimals).ShouldBeTrue();
        decimals.ShouldBe((byte)18);
        Erc20Call.TryReadDecimals(((UInt256)256).ToBigEndian(), out _).ShouldBeFalse();
        Convert.ToHexStringLower(Erc20Call.EncodeDecimals()).ShouldBe("313ce567");
        Convert.ToHexStringLower(Erc20Call.EncodeBalanceOf(Recipient)).ShouldStartWith("70a08231000000");
    }

    [Fact]
    public void Refuses_a_log_that_is_not_an_ERC_20_transfer()
    {
        LogPosition position = new(1, default, default, 0);
        Hash32[] topics = [Erc20TransferLog.Topic, Erc20TransferLog.TopicOf(Token), Erc20TransferLog.TopicOf(Recipient)];
        EthereumLog good = new(Token, topics, new byte[32], position);
        Erc20TransferLog.TryParse(good, out _, out _).ShouldBeTrue();
        EthereumLog[] others =
        [
            good with { Topics = [.. topics, topics[1]] },
            good with { Topics = [topics[1], topics[1], topics[2]] },
            good with { Topics = [topics[0], topics[0], topics[2]] },
            good with { Content = new byte[31] },
        ];
        foreach (EthereumLog log in others)
        {
            Erc20TransferLog.TryParse(log, out _, out Refusal? refusal).ShouldBeFalse();
            refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.LogMalformed);
        }
    }

    private static EthereumAddress Address(byte value) =>
        EthereumAddress.FromBytes(Enumerable.Repeat(value, 20).ToArray());

    private static TransferCall Create(AssetId asset, EthereumAddress recipient, ulong amount)
    {
        TransferCall.TryCreate(asset, recipient, new Amount(amount), out TransferCall? call, out _).ShouldBeTrue();
        return call;
    }

    private static void RefusesToCreate(AssetId asset, EthereumAddress recipient, ulong amount, string code)
    {
        TransferCall.TryCreate(asset, recipient, new Amount(amount), out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(code);
    }

    private static void RefusesToRead(EthereumTransaction transaction, string code)
    {
        TransferCall.TryRead(transaction, out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(code);
    }

    private static EthereumTransaction Build(TransferCall call, ulong? value = null, byte[]? callData = null) => new()
    {
        Kind = TransactionKind.DynamicFee,
        ChainNumber = ChainNumber,
        Nonce = 0,
        MaxFeePerGas = 1,
        GasLimit = 100_000,
        To = call.To,
        Value = value ?? call.Value,
        CallData = callData ?? call.EncodeCallData(),
    };
}
