using Strongroom.Server.Storage;

namespace Strongroom.Server.Http;

/// <summary>
/// A program that may call the API: an Ed25519 public key and its scopes. It is nobody's approval.
/// </summary>
internal sealed record ApiKey(Guid Id, string Name, byte[] PublicKey, string[] Scopes)
{
    internal static Task<ApiKey?> FindAsync(DbScope scope, Guid id, CancellationToken stop) =>
        scope.Command("""
            SELECT id, name, public_key, scopes FROM api_key WHERE id = @id AND revoked_at IS NULL
            """).With("id", id).FirstAsync(
            row => new ApiKey(
                row.GetGuid(0), row.GetString(1), row.GetBytes(2), row.GetFieldValue<string[]>(3)),
            stop);

    internal async Task StoreAsync(DbScope scope, CancellationToken stop) =>
        await scope.Command("""
            INSERT INTO api_key (id, name, public_key, scopes, created_at)
            VALUES (@id, @name, @public_key, @scopes, now())
            """).With("id", Id).With("name", Name).With("public_key", PublicKey).With("scopes", Scopes)
            .RunOneAsync(stop);
}
