using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Server.Http;
using Strongroom.Server.Storage;

namespace Strongroom.Server;

/// <summary>
/// <c>run --config F</c>, <c>migrate --config F</c>,
/// <c>api-key add --config F --name N --public-key B64URL --scopes a,b</c>.
/// </summary>
internal static class CommandLine
{
    private const int NameLengthMax = 100;
    private static readonly TimeSpan s_openMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_openPause = TimeSpan.FromMilliseconds(200);

    private const string Usage = """
        Strongroom.Server run --config FILE
        Strongroom.Server migrate --config FILE
        Strongroom.Server api-key add --config FILE --name NAME --public-key BASE64URL --scopes SCOPE[,SCOPE]
        """;

    internal static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return args switch
            {
                ["run", "--config", string file] => await ServeAsync(file),
                ["migrate", "--config", string file] =>
                    await WithDatabaseAsync(file, _ => Task.FromResult(0)),
                ["api-key", "add", .. string[] rest] => await AddKeyAsync(rest),
                _ => Fail(Usage),
            };
        }
        catch (Exception problem) when (problem is StorageException or NpgsqlException or IOException
            or JsonException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            return Fail(problem.Message);
        }
    }

    private static async Task<int> ServeAsync(string file)
    {
        ServerConfig config = ServerConfig.Read(file);
        using ILoggerFactory logging =
            LoggerFactory.Create(log => log.AddSimpleConsole(o => o.SingleLine = true));
        ILogger log = logging.CreateLogger("Strongroom.Server.Storage");
        await using PrivateCluster? cluster = await StartClusterAsync(config, log);
        await using Database database = await OpenAsync(config, cluster, log);
        await using WebApplication app = ServerHost.Build(config, database, TimeProvider.System);
        await app.RunAsync();
        return 0;
    }

    private static async Task<int> AddKeyAsync(string[] rest)
    {
        Dictionary<string, string> options = new(StringComparer.Ordinal);
        for (int i = 0; i + 1 < rest.Length; i += 2) options[rest[i]] = rest[i + 1];
        bool isComplete = rest.Length == 8 && options.ContainsKey("--config") && options.ContainsKey("--name")
            && options.ContainsKey("--public-key") && options.ContainsKey("--scopes");
        if (!isComplete) return Fail(Usage);
        string name = options["--name"];
        string[] scopes = options["--scopes"].Split(',', StringSplitOptions.TrimEntries);
        if (name.Length is 0 or > NameLengthMax) return Fail($"--name: 1 to {NameLengthMax} characters");
        bool isKey = Base64UrlText.TryRead(options["--public-key"], Ed25519.PublicKeyBytes, out byte[]? key)
            && key.Length == Ed25519.PublicKeyBytes;
        if (!isKey) return Fail("--public-key: 32 bytes, base64url without padding");
        if (!scopes.All(scope => ApiScope.All.Contains(scope, StringComparer.Ordinal)))
            return Fail($"--scopes: {string.Join(", ", ApiScope.All)}");
        return await WithDatabaseAsync(options["--config"], async database =>
        {
            ApiKey added = new(NewId.At(TimeProvider.System.GetUtcNow()), name, key!, scopes);
            await using DbScope scope = await database.BeginAsync(CancellationToken.None);
            await added.StoreAsync(scope, CancellationToken.None);
            await scope.CommitAsync(CancellationToken.None);
            Console.WriteLine(added.Id.ToString("D"));
            return 0;
        });
    }

    private static async Task<int> WithDatabaseAsync(string file, Func<Database, Task<int>> run)
    {
        ServerConfig config = ServerConfig.Read(file);
        using ILoggerFactory logging = LoggerFactory.Create(
            log => log.AddSimpleConsole().AddFilter(null, LogLevel.Error));
        ILogger log = logging.CreateLogger("Strongroom.Server.Storage");
        await using PrivateCluster? cluster = await StartClusterAsync(config, log);
        await using Database database = await OpenAsync(config, cluster, log);
        return await run(database);
    }

    // A Server that runs in this folder has its cluster running: then that one is used.
    private static async Task<PrivateCluster?> StartClusterAsync(ServerConfig config, ILogger log) =>
        config.Database == ServerConfig.Embedded
            ? await PrivateCluster.StartAsync(config.ClusterFolder, log, CancellationToken.None)
            : null;

    // The private cluster may still be the one of a killed Server, on its way down, or be killed meanwhile: it
    // comes back by itself.
    private static async Task<Database> OpenAsync(ServerConfig config, PrivateCluster? cluster, ILogger log)
    {
        for (long started = Stopwatch.GetTimestamp(); ; await Task.Delay(s_openPause))
        {
            try
            {
                if (cluster is not null)
                    await cluster.MakeDatabaseAsync(PrivateCluster.Owner, CancellationToken.None);
                return await MigrateAsync(
                    cluster?.ConnectionString(PrivateCluster.Owner) ?? config.Database, log);
            }
            catch (NpgsqlException problem) when (
                cluster is not null && Stopwatch.GetElapsedTime(started) < s_openMax)
            {
                StorageLog.OpenFailed(log, problem.Message);
            }
        }
    }

    private static async Task<Database> MigrateAsync(string connection, ILogger log)
    {
        Database database = new(connection);
        try
        {
            await Migrations.ApplyAsync(database, log, CancellationToken.None);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }
}
