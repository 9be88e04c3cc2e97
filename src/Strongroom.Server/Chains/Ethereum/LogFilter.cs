using System.Text.Json.Nodes;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>
/// Which logs to read: a range of heights, the contracts, and by position the topics, of which any one may
/// match (null: whatever stands there).
/// </summary>
internal sealed record LogFilter(
    ulong FromHeight,
    ulong ToHeight,
    IReadOnlyList<EthereumAddress> Contracts,
    IReadOnlyList<IReadOnlyList<Hash32>?> Topics)
{
    internal const int ContractCountMax = 1_000;
    internal const int TopicCountMax = 10_000;

    internal JsonObject ToJson()
    {
        Invariant.Holds(Contracts.Count <= ContractCountMax && TopicCount() <= TopicCountMax);
        return new JsonObject
        {
            ["fromBlock"] = BlockReference.At(FromHeight).Text,
            ["toBlock"] = BlockReference.At(ToHeight).Text,
            ["address"] = new JsonArray(
                [.. Contracts.Select(contract => JsonValue.Create(contract.ToString()))]),
            ["topics"] = new JsonArray([.. Topics.Select(ToJson)]),
        };
    }

    private int TopicCount()
    {
        int count = 0;
        foreach (IReadOnlyList<Hash32>? choices in Topics) count += choices?.Count ?? 0;
        return count;
    }

    private static JsonNode? ToJson(IReadOnlyList<Hash32>? choices) =>
        choices is null
            ? null
            : new JsonArray([.. choices.Select(topic => JsonValue.Create(topic.ToString()))]);
}
