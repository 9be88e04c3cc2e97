using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Tests.Faults;

/// <summary>Several withdrawals at a time, one after another, until told to stop; then all come to their end.</summary>
internal sealed class Workload(House house, Desk desk, DevChain chain, int seed)
{
    private const int RejectedOneIn = 7;
    private static readonly TimeSpan EndMax = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(300);
    private static readonly string[] Ends = ["Confirmed", "Refused", "Rejected", "Expired", "Failed", "Replaced"];

    private readonly ConcurrentQueue<Order> orders = [];

    internal IReadOnlyCollection<Order> Orders => orders;

    internal int EndedCount => orders.Count(order => order.State is not null);

    /// <summary>Two ether lanes, a lane of tokens with own ether, one of tokens that the house pays the gas for.</summary>
    internal Task RunAsync(Holder first, Holder second, Holder tokensOnly, CancellationToken stop) => Task.WhenAll(
        LaneAsync(1, first, DevChain.Ether, stop),
        LaneAsync(2, second, DevChain.Ether, stop),
        LaneAsync(3, second, chain.TokenAsset, stop),
        LaneAsync(4, tokensOnly, chain.TokenAsset, stop));

    private async Task LaneAsync(int lane, Holder from, string asset, CancellationToken stop)
    {
        Random random = new(seed + lane);
        while (!stop.IsCancellationRequested)
        {
            Order order = Draw(random, from, asset);
            orders.Enqueue(order);
            await FulfilAsync(order);
        }
    }

    private static Order Draw(Random random, Holder from, string asset)
    {
        byte[] address = new byte[EthereumAddress.SizeBytes];
        random.NextBytes(address);
        BigInteger unit = asset == DevChain.Ether ? BigInteger.Pow(10, 14) : 1000;
        return new Order(
            from, asset, unit * random.Next(1, 1000), EthereumAddress.FromBytes(address).ToString(),
            IsRejected: random.Next(RejectedOneIn) == 0);
    }

    private async Task FulfilAsync(Order order)
    {
        JsonObject request = new()
        {
            ["client"] = order.From.Client, ["asset"] = order.Asset, ["amount"] = order.Amount.ToString(CultureInfo.InvariantCulture),
            ["to"] = order.To,
        };
        JsonNode answer = await desk.PostAsync("/v1/withdrawals", request, order.Key);
        order.Id = Desk.Text(answer, "id");
        string digest = Desk.Text(answer, "intentDigest");
        if (answer["topUpIntent"] is { } topUp) await desk.ApproveAsync(Desk.Text(topUp, "digest"));
        Task rejection = order.IsRejected
            ? desk.StateAsync(house.Carol, Verdict.Reject, digest)
            : Task.CompletedTask;
        await desk.ApproveAsync(digest);
        await rejection;
        await AwaitEndAsync(order);
    }

    private async Task AwaitEndAsync(Order order)
    {
        DateTime latest = DateTime.UtcNow + EndMax;
        string state = "";
        while (DateTime.UtcNow < latest)
        {
            JsonNode shown = await desk.GetAsync($"/v1/withdrawals/{order.Id}");
            state = Desk.Text(shown, "state");
            if (Ends.Contains(state))
            {
                order.TxHash = shown["txHash"]?.GetValue<string>();
                order.Reason = shown["reasonCode"]?.GetValue<string>();
                order.State = state;
                return;
            }

            await Task.Delay(Poll);
        }

        throw new TimeoutException($"withdrawal {order.Id} stays {state}");
    }
}
