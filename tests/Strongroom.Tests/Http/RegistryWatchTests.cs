using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Storage;

namespace Strongroom.Tests.Http;

public sealed class RegistryWatchTests
{
    [PostgresFact]
    public async Task A_copy_that_could_not_be_stored_is_stored_the_next_time()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        await using RunningHost host = await RunningHost.StartAsync(harness);
        await using Database database = await TestCluster.NewDatabaseAsync();
        using SignerClient signer = new(SignerAddress.Open("unix:" + host.Socket, null), NullLogger<SignerClient>.Instance);
        using RegistryWatch watch = new(signer, database, TimeProvider.System, NullLogger<RegistryWatch>.Instance);
        await RunAsync(database, "ALTER TABLE registry_copy RENAME TO hidden");
        await Should.ThrowAsync<NpgsqlException>(() => watch.RefreshAsync(CancellationToken.None));
        watch.TryGet(out _, out _).ShouldBeTrue("what is in memory is fresh all the same");
        await RunAsync(database, "ALTER TABLE hidden RENAME TO registry_copy");
        await watch.RefreshAsync(CancellationToken.None);
        (await CopiesAsync(database)).ShouldBe(1);
        await RunAsync(database, "DELETE FROM registry_copy");
        await watch.RefreshAsync(CancellationToken.None);
        (await CopiesAsync(database)).ShouldBe(0, "what is stored already is not stored again");
    }

    private static async Task RunAsync(Database database, string sql)
    {
        await using DbScope scope = await database.BeginAsync(CancellationToken.None);
        await scope.Command(sql).RunAsync(CancellationToken.None);
        await scope.CommitAsync(CancellationToken.None);
    }

    private static async Task<long> CopiesAsync(Database database)
    {
        await using DbScope scope = await database.BeginAsync(CancellationToken.None);
        return await scope.Command("SELECT count(*) FROM registry_copy")
            .FirstAsync(row => row.GetInt64(0), CancellationToken.None);
    }
}
