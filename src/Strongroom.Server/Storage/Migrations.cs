using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;

namespace Strongroom.Server.Storage;

/// <summary>
/// Numbered SQL files inside the assembly, applied once and in order. What was applied is kept with its
/// SHA-256: a file that changed afterwards, or a database that is ahead of the program, stops the start.
/// </summary>
internal static class Migrations
{
    private const string Prefix = "Strongroom.Server.Storage.Migrations.";
    private const long AdvisoryLock = 0x5374726f6e67;

    internal static async Task ApplyAsync(Database database, ILogger log, CancellationToken stop)
    {
        await PrepareAsync(database, stop);
        IReadOnlyList<Migration> known = ReadAll();
        for (int i = 0; i < known.Count; i++)
        {
            // One transaction each, all under one lock: several Servers may start at once.
            await using DbScope scope = await database.BeginAsync(stop);
            await scope.Command("SELECT pg_advisory_xact_lock(@lock)").With("lock", AdvisoryLock)
                .RunAsync(stop);
            if (await IsAppliedAsync(scope, known[i], stop)) continue;
            await scope.Command(known[i].Sql).RunAsync(stop);
            await scope.Command("""
                INSERT INTO migration (number, name, sha256, applied_at) VALUES (@number, @name, @sha256, now())
                """).With("number", known[i].Number).With("name", known[i].Name)
                .With("sha256", known[i].Hash).RunAsync(stop);
            await scope.CommitAsync(stop);
            StorageLog.Migrated(log, known[i].Number, known[i].Name);
        }

        await RefuseNewerAsync(database, known.Count, stop);
    }

    private static async Task PrepareAsync(Database database, CancellationToken stop)
    {
        await using DbScope scope = await database.BeginAsync(stop);
        await scope.Command("SELECT pg_advisory_xact_lock(@lock)").With("lock", AdvisoryLock).RunAsync(stop);
        await scope.Command("""
            CREATE TABLE IF NOT EXISTS migration (
                number bigint PRIMARY KEY, name text NOT NULL, sha256 bytea NOT NULL,
                applied_at timestamptz NOT NULL)
            """).RunAsync(stop);
        await scope.CommitAsync(stop);
    }

    private static async Task<bool> IsAppliedAsync(DbScope scope, Migration migration, CancellationToken stop)
    {
        byte[]? applied = await scope.Command("SELECT sha256 FROM migration WHERE number = @number")
            .With("number", migration.Number).FirstAsync(row => row.GetBytes(0), stop);
        if (applied is null) return false;
        if (applied.AsSpan().SequenceEqual(migration.Hash)) return true;
        throw new StorageException($"migration {migration.Number} was changed after it had been applied");
    }

    private static async Task RefuseNewerAsync(Database database, int count, CancellationToken stop)
    {
        await using DbScope scope = await database.BeginAsync(stop);
        long newest = await scope.Command("SELECT coalesce(max(number), 0) FROM migration")
            .FirstAsync(row => row.GetInt64(0), stop);
        if (newest > count) throw new StorageException("the database belongs to a newer release");
    }

    private static List<Migration> ReadAll()
    {
        Assembly assembly = typeof(Migrations).Assembly;
        string[] names = [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        List<Migration> all = [];
        foreach (string name in names)
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
            string sql = reader.ReadToEnd();
            byte[] hash = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(sql));
            Migration migration = new(int.Parse(name.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture),
                name[Prefix.Length..], sql, hash);
            if (migration.Number != all.Count + 1) throw new StorageException("migration numbers have a gap");
            all.Add(migration);
        }

        return all;
    }

    private sealed record Migration(int Number, string Name, string Sql, byte[] Hash);
}
