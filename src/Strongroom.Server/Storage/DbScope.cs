using Npgsql;

namespace Strongroom.Server.Storage;

/// <summary>
/// One database transaction: state, ledger, audit leaf and job commit together or not at all.
/// </summary>
internal sealed class DbScope : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    internal DbScope(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    /// <summary>
    /// A command of this scope; values go in by <see cref="DbValues"/>, never into the text.
    /// </summary>
    internal NpgsqlCommand Command(string sql) => new(sql, _connection, _transaction);

    internal Task CommitAsync(CancellationToken stop) => _transaction.CommitAsync(stop);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
