using Npgsql;

namespace Strongroom.Server.Storage;

/// <summary>The one database. Every read and write happens inside a <see cref="DbScope"/>.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    internal Database(string connectionString)
    {
        // Named, because metrics would otherwise show the connection string.
        NpgsqlDataSourceBuilder builder = new(connectionString) { Name = "strongroom" };
        _source = builder.Build();
    }

    /// <summary>A new transaction (read committed), rolled back unless it is committed.</summary>
    internal async Task<DbScope> BeginAsync(CancellationToken stop)
    {
        NpgsqlConnection connection = await _source.OpenConnectionAsync(stop);
        try
        {
            return new DbScope(connection, await connection.BeginTransactionAsync(stop));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
