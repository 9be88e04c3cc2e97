using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Strongroom.Server.Storage;

namespace Strongroom.Tests.Storage;

/// <summary>The private cluster survives kill -9 of itself, and ends with the Server however that ends.</summary>
public sealed class PrivateClusterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("src").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [PostgresFact]
    public async Task Comes_back_with_everything_committed_after_kill_9()
    {
        await using (PrivateCluster cluster = await StartAsync())
        {
            await RunAsync(cluster, "CREATE TABLE t (x int); INSERT INTO t VALUES (1)");
            Process.GetProcessById(PostmasterPid()).Kill();
            await RunAsync(cluster, "INSERT INTO t VALUES (2)");
            Process.GetProcessById(PostmasterPid()).Kill();
        }

        await using PrivateCluster again = await StartAsync();
        await RunAsync(again, "INSERT INTO t SELECT 3 WHERE (SELECT count(*) FROM t) = 2");
        await RunAsync(again, "SELECT 1 / (SELECT count(*) FROM t WHERE x = 3)");
    }

    [PostgresFact]
    public async Task Leaves_no_process_behind()
    {
        int pid;
        await using (await StartAsync()) pid = PostmasterPid();
        Should.Throw<ArgumentException>(() => Process.GetProcessById(pid));
    }

    private Task<PrivateCluster> StartAsync() =>
        PrivateCluster.StartAsync(Path.Combine(_folder, "pg"), NullLogger.Instance, CancellationToken.None);

    private int PostmasterPid() => int.Parse(
        File.ReadLines(Path.Combine(_folder, "pg", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    // Refused connections are what a killed server gives; it must come back by itself.
    private static async Task RunAsync(PrivateCluster cluster, string sql)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await using NpgsqlConnection connection = new(cluster.ConnectionString("postgres") + ";Pooling=false");
                await connection.OpenAsync();
                await using NpgsqlCommand command = new(sql, connection);
                await command.ExecuteNonQueryAsync();
                return;
            }
            catch (NpgsqlException problem) when (attempt < 100 && problem is not PostgresException { SqlState: "22012" })
            {
                await Task.Delay(100);
            }
        }
    }
}
