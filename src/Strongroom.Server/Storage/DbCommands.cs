using Npgsql;
using Strongroom.Cryptography;

namespace Strongroom.Server.Storage;

/// <summary>The four ways in which a command is run; each disposes it.</summary>
internal static class DbCommands
{
    /// <summary>The number of rows written.</summary>
    internal static async Task<int> RunAsync(this NpgsqlCommand command, CancellationToken stop)
    {
        await using (command) return await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>A write that must touch exactly one row: anything else is a bug.</summary>
    internal static async Task RunOneAsync(this NpgsqlCommand command, CancellationToken stop)
    {
        int rows = await command.RunAsync(stop);
        Invariant.Holds(rows == 1);
    }

    /// <summary>The first row, or the default when there is none.</summary>
    internal static async Task<T?> FirstAsync<T>(
        this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken stop)
    {
        await using (command)
        {
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(stop);
            return await reader.ReadAsync(stop) ? read(reader) : default;
        }
    }

    /// <summary>All rows; the statement itself carries the limit.</summary>
    internal static async Task<List<T>> ListAsync<T>(
        this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken stop)
    {
        await using (command)
        {
            List<T> rows = [];
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop)) rows.Add(read(reader));
            return rows;
        }
    }
}
