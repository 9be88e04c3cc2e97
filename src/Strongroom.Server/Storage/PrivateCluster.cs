using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Strongroom.Server.Storage;

/// <summary>
/// A PostgreSQL cluster of this Server's own: made on first use in the data folder, on a Unix socket only, as
/// an unprivileged user. It stops with the Server, even when the Server is killed, and starts again when it
/// is killed itself. The system's own cluster is never touched.
/// </summary>
internal sealed class PrivateCluster : IAsyncDisposable
{
    internal const string Owner = "strongroom";

    private const int SocketPathMax = 107;
    private const string SocketName = "/.s.PGSQL.5432";
    private static readonly TimeSpan s_readyMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    // The shell holds the read end of a pipe whose write end is ours: when this process ends in whatever way,
    // the read returns and PostgreSQL is asked for a fast shutdown. When PostgreSQL ends, so does the shell.
    private const string Supervise = """
        exec 3<&0
        "$@" </dev/null 3<&- & postgres=$!
        ( while read -r line <&3; do :; done; kill -INT $postgres ) & watch=$!
        wait $postgres; code=$?
        kill $watch 2>/dev/null
        exit $code
        """;

    private readonly PostgresBinaries _binaries;
    private readonly UnprivilegedCommand _command;
    private readonly string _folder;
    private readonly string _socketFolder;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private Task _supervision = Task.CompletedTask;

    private PrivateCluster(PostgresBinaries binaries, string folder, ILogger log)
    {
        _binaries = binaries;
        _folder = folder;
        _socketFolder = SocketFolderFor(folder);
        _command = UnprivilegedCommand.For(folder);
        _log = log;
    }

    internal string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = _socketFolder,
        Username = Owner,
        Database = database,
        MaxPoolSize = 40,
        Timeout = 15,
        // A killed server leaves half-open connections behind; commands must not wait for ever on them.
        CommandTimeout = 60,
    }.ConnectionString;

    internal static async Task<PrivateCluster> StartAsync(string folder, ILogger log, CancellationToken stop)
    {
        PostgresBinaries binaries = PostgresBinaries.Find()
            ?? throw new StorageException("no PostgreSQL programs found: apt-get install postgresql");
        PrivateCluster cluster = new(binaries, Path.GetFullPath(folder), log);
        await cluster.InitialiseAsync(stop);
        cluster._supervision = cluster.SuperviseAsync(cluster._stop.Token);
        try
        {
            await cluster.WaitUntilReadyAsync(stop);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }

        return cluster;
    }

    internal async Task MakeDatabaseAsync(string name, CancellationToken stop)
    {
        await using NpgsqlConnection connection = new(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(stop);
        await using NpgsqlCommand find =
            new("SELECT true FROM pg_database WHERE datname = @name", connection);
        find.Parameters.AddWithValue("name", name);
        if (await find.ExecuteScalarAsync(stop) is true) return;
        string quoted = name.Replace("\"", "\"\"", StringComparison.Ordinal);
        await using NpgsqlCommand make = new($"CREATE DATABASE \"{quoted}\"", connection);
        await make.ExecuteNonQueryAsync(stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _supervision;
        _stop.Dispose();
    }

    private async Task InitialiseAsync(CancellationToken stop)
    {
        Directory.CreateDirectory(Directory.GetParent(_folder)!.FullName);
        _command.MakeFolder(_socketFolder);
        if (File.Exists(Path.Combine(_folder, "PG_VERSION"))) return;

        // initdb writes PG_VERSION early: a crash half-way must not pass for a cluster.
        string half = _folder + ".new";
        if (Directory.Exists(half)) Directory.Delete(half, recursive: true);
        _command.MakeFolder(half);
        using Process process = Process.Start(_command.Start(
            _binaries.Initdb, "-D", half, "-U", Owner, "-E", "UTF8", "--locale=C", "--data-checksums",
            "--auth-local=trust", "--auth-host=reject"))!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(stop);
        string error = await process.StandardError.ReadToEndAsync(stop);
        await output;
        await process.WaitForExitAsync(stop);
        if (process.ExitCode != 0) throw new StorageException($"initdb: {error.Trim()}");
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        Directory.Move(half, _folder);
        StorageLog.ClusterCreated(_log, _folder);
    }

    private async Task SuperviseAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using Process process = Process.Start(_command.Start(
                "sh", "-c", Supervise, "sh", _binaries.Postgres, "-D", _folder, "-k", _socketFolder,
                "-c", "listen_addresses=", "-c", "max_connections=60", "-c", "log_min_messages=fatal"))!;
            // Taken before the wait: an exited process must still be drained.
            Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            using CancellationTokenRegistration asked = stop.Register(process.StandardInput.Close);
            await process.WaitForExitAsync(CancellationToken.None);
            await output;
            if (stop.IsCancellationRequested) return;
            // Normal after kill -9: "postmaster.pid already exists" until the last old backend is gone.
            StorageLog.ClusterEnded(_log, process.ExitCode, (await error).Trim());
            await Task.Delay(s_pause, CancellationToken.None);
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken stop)
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await using NpgsqlConnection connection =
                    new(ConnectionString("postgres") + ";Pooling=false");
                await connection.OpenAsync(stop);
                return;
            }
            catch (NpgsqlException) when (Stopwatch.GetElapsedTime(started) < s_readyMax)
            {
                await Task.Delay(s_pause, stop);
            }
        }
    }

    private static string SocketFolderFor(string folder)
    {
        string beside = folder + ".run";
        if (beside.Length + SocketName.Length <= SocketPathMax) return beside;
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12];
        return Path.Combine(Path.GetTempPath(), "strongroom-" + name);
    }
}
