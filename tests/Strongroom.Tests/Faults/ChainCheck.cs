using System.Numerics;
using System.Text.Json.Nodes;

namespace Strongroom.Tests.Faults;

/// <summary>What somebody else's node says: who was paid, how often, by which transactions.</summary>
internal static class ChainCheck
{
    /// <summary>Every recipient has exactly what the confirmed withdrawal says, and nobody else anything.</summary>
    internal static async Task HoldsAsync(DevChain chain, IReadOnlyCollection<Order> orders)
    {
        foreach (Order order in orders)
        {
            BigInteger expected = order.IsConfirmed ? order.Amount : 0;
            (await chain.BalanceAsync(order.To, order.Asset)).ShouldBe(expected, $"{order.Id} {order.State}");
            if (!order.IsConfirmed) continue;
            JsonNode receipt = (await chain.ReceiptAsync(order.TxHash!)).ShouldNotBeNull();
            receipt["status"]!.GetValue<string>().ShouldBe("0x1");
        }

        string[] hashes = [.. orders.Where(order => order.IsConfirmed).Select(order => order.TxHash!)];
        hashes.Distinct(StringComparer.Ordinal).Count().ShouldBe(hashes.Length);
    }
}
