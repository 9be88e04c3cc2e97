using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Server.Storage;

namespace Strongroom.Tests.Storage;

/// <summary>
/// One private cluster for all tests of this process, and a new database for each that asks. It ends with the
/// process, as the product's does.
/// </summary>
internal static class TestCluster
{
    private static readonly Lazy<Task<PrivateCluster>> Started = new(StartAsync);

    internal static Task<PrivateCluster> SharedAsync() => Started.Value;

    /// <summary>An empty database with all migrations applied.</summary>
    internal static async Task<Database> NewDatabaseAsync()
    {
        PrivateCluster cluster = await SharedAsync();
        string name = "t" + Guid.NewGuid().ToString("N");
        await cluster.MakeDatabaseAsync(name, CancellationToken.None);
        Database database = new(cluster.ConnectionString(name) + ";Maximum Pool Size=15");
        await Migrations.ApplyAsync(database, NullLogger.Instance, CancellationToken.None);
        return database;
    }

    private static async Task<PrivateCluster> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("srp").FullName;
        if (OperatingSystem.IsLinux())
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute);
        return await PrivateCluster.StartAsync(Path.Combine(folder, "pg"), NullLogger.Instance, CancellationToken.None);
    }
}
