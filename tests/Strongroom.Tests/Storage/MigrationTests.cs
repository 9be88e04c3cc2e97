using System.Numerics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Strongroom.Server.Storage;

namespace Strongroom.Tests.Storage;

public sealed class MigrationTests
{
    [PostgresFact]
    public async Task Refuses_to_start_where_an_applied_migration_was_changed_or_is_newer()
    {
        await using Database database = await TestCluster.NewDatabaseAsync();
        await Migrations.ApplyAsync(database, NullLogger.Instance, CancellationToken.None);
        await RunAsync(database, "UPDATE migration SET sha256 = '\\x00' WHERE number = 2");
        await Should.ThrowAsync<StorageException>(() =>
            Migrations.ApplyAsync(database, NullLogger.Instance, CancellationToken.None));
        await using Database newer = await TestCluster.NewDatabaseAsync();
        await RunAsync(newer, "INSERT INTO migration VALUES (9999, 'x', '\\x00', now())");
        await Should.ThrowAsync<StorageException>(() =>
            Migrations.ApplyAsync(newer, NullLogger.Instance, CancellationToken.None));
    }

    [PostgresFact]
    public async Task Records_can_be_neither_changed_nor_deleted()
    {
        await using Database database = await TestCluster.NewDatabaseAsync();
        await RunAsync(database, "INSERT INTO log_head VALUES (0, 1, '\\x00', '\\x00', now())");
        await Should.ThrowAsync<PostgresException>(() => RunAsync(database, "UPDATE log_head SET size = 2"));
        await Should.ThrowAsync<PostgresException>(() => RunAsync(database, "DELETE FROM log_head"));
    }

    [PostgresFact]
    public async Task The_largest_amount_comes_back_as_it_went_in()
    {
        await using Database database = await TestCluster.NewDatabaseAsync();
        BigInteger largest = BigInteger.Pow(2, 256) - 1;
        await using DbScope scope = await database.BeginAsync(CancellationToken.None);
        BigInteger read = await scope.Command("SELECT @x::numeric(78,0)").WithMoney("x", largest)
            .FirstAsync(row => row.GetMoney(0), CancellationToken.None);
        read.ShouldBe(largest);
    }

    private static async Task RunAsync(Database database, string sql)
    {
        await using DbScope scope = await database.BeginAsync(CancellationToken.None);
        await scope.Command(sql).RunAsync(CancellationToken.None);
        await scope.CommitAsync(CancellationToken.None);
    }
}
