using System.Text.Json.Nodes;
using Strongroom.Tests.Storage;

namespace Strongroom.Tests.Http;

/// <summary>The whole Server, whose Signer is reached over TLS with pinned certificates instead of the socket.</summary>
public sealed class LinkedServerTests
{
    [PostgresFact]
    public async Task Governance_takes_effect_over_the_link()
    {
        await using ServerBench bench = await ServerBench.StartAsync(isLinked: true);
        JsonObject client = await bench.PostAsync("/v1/clients", """{"name":"Ada Lovelace"}""");
        string digest = (string)client["intentDigest"]!;
        await bench.ApproveAsync(digest);
        await bench.WaitForIntentAsync(digest, "effective");
    }
}
