using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Server.Chains.Ethereum;

namespace Strongroom.Tests.Chains.Ethereum;

/// <summary>The JSON-RPC client against a real node.</summary>
public sealed class EthereumNodeTests : IDisposable
{
    private const ulong ChainNumber = 31337;

    // Runtime code that sends the value it gets to the address in its calldata, behind code that returns it.
    private const string Forwarder = "695f5f5f5f345f355af1005f52600a6016f3";

    // Runtime code that always reverts.
    private const string Reverter = "625f5ffd5f526003601df3";

    private static readonly UInt256 OneEther = UInt256.FromBigInteger(1_000_000_000_000_000_000);

    private readonly TestAccount _account = new(Convert.FromHexString(new string('5', 64)));
    private readonly EthereumAddress _recipient = EthereumAddress.FromBytes(Enumerable.Repeat((byte)7, 20).ToArray());

    public void Dispose() => _account.Dispose();

    [PeerFact]
    public async Task Reads_the_chain_and_sends_a_transfer()
    {
        using AnvilNode anvil = await AnvilNode.StartAsync();
        EthereumNode node = anvil.Node;
        await anvil.FundAsync(_account.Address, OneEther);
        (await node.ChainNumberAsync(default)).ShouldBe(ChainNumber);
        (await node.TransactionCountAsync(_account.Address, BlockReference.Latest, default)).ShouldBe(0UL);

        Amount amount = new(OneEther / 4);
        TransferCall.TryCreate(AssetId.Ether(ChainNumber), _recipient, amount, out TransferCall? call, out _)
            .ShouldBeTrue();
        NodeAnswer<ulong> estimate = await node.EstimateGasAsync(NodeCall.Of(_account.Address, call), default);
        estimate.TryGet(out ulong gas, out _).ShouldBeTrue();
        FeeMarket market = await node.FeeMarketAsync(default);
        FeeProposal.TryMake(gas, market, new Amount(OneEther / 10), out FeeProposal? fees, out _).ShouldBeTrue();
        SignedTransaction complete = await SendAsync(node, call.To, call.Value, call.EncodeCallData(), fees);

        NodeReceipt receipt = (await node.ReceiptAsync(complete.Hash, default)).ShouldNotBeNull();
        receipt.IsSuccess.ShouldBeTrue();
        receipt.From.ShouldBe(_account.Address);
        (receipt.Fee <= fees.TotalMax).ShouldBeTrue();
        (await node.BalanceAsync(_recipient, BlockReference.Latest, default)).ShouldBe(amount);
        Amount rest = new Amount(OneEther) - amount - receipt.Fee;
        (await node.BalanceAsync(_account.Address, BlockReference.Latest, default)).ShouldBe(rest);
        (await node.TransactionCountAsync(_account.Address, BlockReference.Latest, default)).ShouldBe(1UL);

        BlockReference height = BlockReference.At(receipt.BlockNumber);
        NodeBlock<Hash32> block = (await node.BlockAsync(height, default)).ShouldNotBeNull();
        block.Hash.ShouldBe(receipt.BlockHash);
        block.Transactions.ShouldBe([complete.Hash]);
        NodeBlock<NodeTransaction> full = (await node.FullBlockAsync(height, default)).ShouldNotBeNull();
        full.Transactions[0].Value.ShouldBe(amount.BaseUnits);
        (await node.BlockAsync(block.ParentHash, default)).ShouldNotBeNull().Number.ShouldBe(block.Number - 1);
        (await node.BlockAsync(BlockReference.At(99), default)).ShouldBeNull();
        (await node.ReceiptAsync(block.Hash, default)).ShouldBeNull();
    }

    [PeerFact]
    public async Task Counts_a_transaction_that_the_node_already_has_as_sent()
    {
        using AnvilNode anvil = await AnvilNode.StartAsync();
        await anvil.FundAsync(_account.Address, OneEther);
        SignedTransaction complete = await SendAsync(anvil.Node, _recipient, 1, [], Fees());
        (await anvil.Node.BroadcastAsync(complete, default)).ShouldBeNull();
        SignedTransaction other = _account.Sign(Build(0, _recipient, 2, [], Fees()));
        Refusal refusal = (await anvil.Node.BroadcastAsync(other, default)).ShouldNotBeNull();
        refusal.Code.ShouldBe(ChainRefusal.NodeRejected);
    }

    [PeerFact]
    public async Task Finds_value_that_a_contract_sends()
    {
        using AnvilNode anvil = await AnvilNode.StartAsync();
        await anvil.FundAsync(_account.Address, OneEther);
        await SendAsync(anvil.Node, null, 0, Convert.FromHexString(Forwarder), Fees());
        EthereumAddress forwarder = ContractAddress.Create(_account.Address, 0);
        byte[] callData = Erc20TransferLog.TopicOf(_recipient).ToBytes();
        SignedTransaction complete = await SendAsync(anvil.Node, forwarder, 4_660, callData, Fees());

        (await anvil.Node.CodeAsync(forwarder, BlockReference.Latest, default)).Length.ShouldBe(10);
        NodeTrace trace = (await anvil.Node.TracesAsync(2, default)).ShouldHaveSingleItem();
        InternalTransfer transfer = InternalTransfer.Find(trace).ShouldHaveSingleItem();
        transfer.ShouldBe(new InternalTransfer(complete.Hash, 0, forwarder, _recipient, new Amount(4_660)));
        NodeReceipt receipt = (await anvil.Node.ReceiptAsync(complete.Hash, default)).ShouldNotBeNull();
        NodeTrace again = (await anvil.Node.TracesAsync(receipt.BlockHash, default)).ShouldHaveSingleItem();
        InternalTransfer.Find(again).ShouldBe([transfer]);
    }

    [PeerFact]
    public async Task Reads_token_transfers_from_logs()
    {
        using AnvilNode anvil = await AnvilNode.StartAsync();
        await anvil.FundAsync(_account.Address, OneEther);
        Hash32 from = Erc20TransferLog.TopicOf(_account.Address);
        Hash32 to = Erc20TransferLog.TopicOf(_recipient);
        // Init code: mstore(0, 1234), then LOG3(0, 32, topic, from, to).
        string code = $"6104d25f527f{Digits(to)}7f{Digits(from)}7f{Digits(Erc20TransferLog.Topic)}60205fa3";
        await SendAsync(anvil.Node, null, 0, Convert.FromHexString(code), Fees());
        EthereumAddress token = ContractAddress.Create(_account.Address, 0);

        LogFilter filter = new(0, 1, [token], [[Erc20TransferLog.Topic], null, [from, to]]);
        NodeLog log = (await anvil.Node.LogsAsync(filter, default)).ShouldHaveSingleItem();
        Erc20TransferLog.TryParse(log.ToLog(), out Erc20TransferLog? transfer, out _).ShouldBeTrue();
        transfer.Token.ShouldBe(token);
        transfer.From.ShouldBe(_account.Address);
        transfer.To.ShouldBe(_recipient);
        transfer.Amount.ShouldBe(new Amount(1_234));
        (await anvil.Node.LogsAsync(filter with { Topics = [[to]] }, default)).ShouldBeEmpty();
    }

    [PeerFact]
    public async Task Refuses_a_call_that_the_contract_reverts()
    {
        using AnvilNode anvil = await AnvilNode.StartAsync();
        await anvil.FundAsync(_account.Address, OneEther);
        await SendAsync(anvil.Node, null, 0, Convert.FromHexString(Reverter), Fees());
        NodeCall call = new(_account.Address, ContractAddress.Create(_account.Address, 0), UInt256.Zero, []);
        NodeAnswer<byte[]> called = await anvil.Node.CallAsync(call, BlockReference.Latest, default);
        called.TryGet(out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.CallReverted);
        NodeAnswer<ulong> estimate = await anvil.Node.EstimateGasAsync(call, default);
        estimate.TryGet(out _, out refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.CallReverted);
    }

    [Fact]
    public async Task Fails_when_nothing_listens()
    {
        using EthereumNode node = new(new Uri($"http://127.0.0.1:{AnvilNode.FreePort()}"), TimeProvider.System);
        EthereumNodeException problem =
            await Should.ThrowAsync<EthereumNodeException>(() => node.HeightAsync(default));
        problem.Message.ShouldNotContain("127.0.0.1");
    }

    private static string Digits(Hash32 hash) => hash.ToString()[2..];

    private static FeeProposal Fees()
    {
        FeeMarket market = new(2_000_000_000, 1_000_000_000);
        FeeProposal.TryMake(200_000, market, new Amount(OneEther), out FeeProposal? fees, out _).ShouldBeTrue();
        return fees;
    }

    private static EthereumTransaction Build(
        ulong nonce, EthereumAddress? to, UInt256 value, byte[] callData, FeeProposal fees) => new()
        {
            Kind = TransactionKind.DynamicFee,
            ChainNumber = ChainNumber,
            Nonce = nonce,
            MaxPriorityFeePerGas = fees.MaxPriorityFeePerGas,
            MaxFeePerGas = fees.MaxFeePerGas,
            GasLimit = fees.GasLimit,
            To = to,
            Value = value,
            CallData = callData,
        };

    private async Task<SignedTransaction> SendAsync(
        EthereumNode node, EthereumAddress? to, UInt256 value, byte[] callData, FeeProposal fees)
    {
        ulong nonce = await node.TransactionCountAsync(_account.Address, BlockReference.Pending, default);
        SignedTransaction complete = _account.Sign(Build(nonce, to, value, callData, fees));
        (await node.BroadcastAsync(complete, default)).ShouldBeNull();
        for (int attempt = 0; attempt < 100; attempt++)
        {
            if (await node.ReceiptAsync(complete.Hash, default) is not null) break;
            await Task.Delay(20);
        }

        return complete;
    }
}
