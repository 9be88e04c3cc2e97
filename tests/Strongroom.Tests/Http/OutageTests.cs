using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Server;
using Strongroom.Server.Chains;
using Strongroom.Server.Http;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;
using Strongroom.Tests.Chains;
using Strongroom.Tests.Chains.Ethereum;
using Strongroom.Tests.Withdrawals;

namespace Strongroom.Tests.Http;

/// <summary>What the Server says while something that it needs is away.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task A_database_out_of_reach_is_a_problem_that_asks_to_come_again()
    {
        ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();
        ApplicationBuilder app = new(services);
        app.UseFailures();
        app.Run(_ => throw new NpgsqlException("gone"));
        using MemoryStream body = new();
        DefaultHttpContext http = new() { RequestServices = services };
        http.Response.Body = body;
        await app.Build()(http);
        http.Response.StatusCode.ShouldBe(503);
        http.Response.Headers.RetryAfter.ToString().ShouldBe("1");
        System.Text.Encoding.UTF8.GetString(body.ToArray()).ShouldContain(HttpRefusal.StorageUnavailable);
    }

    [Fact]
    public void Too_many_calls_from_one_address_are_told_to_wait()
    {
        using PartitionedRateLimiter<HttpContext> limiter = ServerHost.Limiter();
        DefaultHttpContext http = new();
        int given = 0;
        while (given < 100_000 && limiter.AttemptAcquire(http).IsAcquired) given++;
        given.ShouldBeLessThan(100_000);
        StatusTable.StatusOf(HttpRefusal.TooManyRequests).ShouldBe(429);
    }

    [Fact]
    public async Task Nothing_is_composed_before_the_Signer_was_reached()
    {
        await using Database database = new("Host=/nowhere;Username=nobody");
        using SignerClient signer = new(
            SignerAddress.Open("unix:/nowhere/signer.sock", null), NullLogger<SignerClient>.Instance);
        using RegistryWatch watch = new(signer, database, TimeProvider.System, NullLogger<RegistryWatch>.Instance);
        watch.TryGet(out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(IntentsRefusal.SignerUnreachable);
        await Should.ThrowAsync<HttpRequestException>(() => watch.RefreshAsync(CancellationToken.None));
    }

    [PeerFact]
    public async Task A_fee_cannot_be_proposed_while_the_node_is_away()
    {
        AnvilNode node = await AnvilNode.StartAsync();
        using ChainNodes nodes = new([new ChainConfig(BenchDesk.Chain, [node.Endpoint])], TimeProvider.System);
        (await nodes.ConnectAsync(BenchDesk.Chain, CancellationToken.None)).TryGet(out _, out _).ShouldBeTrue();
        node.Dispose();
        EthereumAddress.TryParse(BenchDesk.Recipient, out EthereumAddress to, out _).ShouldBeTrue();
        TransferCall.TryCreate(AssetId.Ether(31337), to, new Amount(1), out TransferCall? call, out _).ShouldBeTrue();
        (_, Refusal? refusal) = await new FeeEstimate(nodes).CapAsync(to, call!, CancellationToken.None);
        refusal!.Code.ShouldBe(ChainsRefusal.NodeUnreachable);
    }
}
