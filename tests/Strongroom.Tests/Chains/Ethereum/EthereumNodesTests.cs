using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Server.Chains.Ethereum;

namespace Strongroom.Tests.Chains.Ethereum;

/// <summary>Several real nodes that agree, differ, or are away.</summary>
public sealed class EthereumNodesTests
{
    private const ulong ChainNumber = 31337;

    private readonly EthereumAddress _account = EthereumAddress.FromBytes(Enumerable.Repeat((byte)9, 20).ToArray());

    [PeerFact]
    public async Task Takes_what_all_nodes_say_and_refuses_what_they_do_not()
    {
        using AnvilNode first = await AnvilNode.StartAsync();
        using AnvilNode second = await AnvilNode.StartAsync();
        foreach (AnvilNode node in new[] { first, second }) await node.FundAsync(_account, 500);
        NodeAnswer<EthereumNodes> connected = await ConnectAsync(2, first.Endpoint, second.Endpoint);
        connected.TryGet(out EthereumNodes? nodes, out _).ShouldBeTrue();
        using EthereumNodes owned = nodes;
        (await nodes.BalanceAsync(_account, 0, default)).TryGet(out Amount balance, out _).ShouldBeTrue();
        balance.ShouldBe(new Amount(500));
        (await nodes.TransactionCountAsync(_account, 0, default)).TryGet(out ulong nonce, out _).ShouldBeTrue();
        nonce.ShouldBe(0UL);
        (await nodes.HeightAsync(default)).TryGet(out ulong height, out _).ShouldBeTrue();
        height.ShouldBe(0UL);

        await second.FundAsync(_account, 501);
        (await nodes.BalanceAsync(_account, 0, default)).TryGet(out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.NodeDivergent);
        await first.ControlAsync("anvil_mine");
        (await nodes.BlockAsync(1, default)).TryGet(out _, out refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.NodeDivergent);
        (await nodes.HeightAsync(default)).TryGet(out height, out _).ShouldBeTrue();
        height.ShouldBe(0UL);
    }

    [PeerFact]
    public async Task Goes_on_without_a_node_that_is_away_only_while_enough_answer()
    {
        using AnvilNode first = await AnvilNode.StartAsync();
        Uri away = new($"http://127.0.0.1:{AnvilNode.FreePort()}");
        NodeAnswer<EthereumNodes> one = await ConnectAsync(1, first.Endpoint, away);
        one.TryGet(out EthereumNodes? nodes, out _).ShouldBeTrue();
        nodes.Dispose();
        NodeAnswer<EthereumNodes> two = await ConnectAsync(2, first.Endpoint, away);
        two.TryGet(out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.NodeTooFew);
    }

    [PeerFact]
    public async Task Refuses_nodes_of_another_chain()
    {
        using AnvilNode other = await AnvilNode.StartAsync(chainNumber: 5);
        NodeAnswer<EthereumNodes> connected = await ConnectAsync(1, other.Endpoint);
        connected.TryGet(out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.NodeDivergent);
    }

    private static Task<NodeAnswer<EthereumNodes>> ConnectAsync(int agreeingMin, params Uri[] endpoints) =>
        EthereumNodes.ConnectAsync(endpoints, agreeingMin, ChainNumber, TimeProvider.System, default);
}
