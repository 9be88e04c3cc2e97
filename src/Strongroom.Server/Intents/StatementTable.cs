using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Intents;

/// <summary>Signed statements as they came in, each once.</summary>
internal static class StatementTable
{
    private const int StatementsMax = 128;

    /// <summary>False when this very statement is there already.</summary>
    internal static async Task<bool> StoreAsync(
        DbScope scope, Guid id, Digest digest, SignedStatement signed, CancellationToken stop)
    {
        byte[] bytes = signed.ToBytes();
        int stored = await scope.Command("""
            INSERT INTO statement (id, digest, person, verdict, bytes, sha256, received_at)
            VALUES (@id, @digest, @person, @verdict, @bytes, @sha256, now()) ON CONFLICT (digest, sha256) DO NOTHING
            """).With("id", id).With("digest", digest.ToBytes())
            .With("person", signed.Statement.Person.ToString())
            .With("verdict", signed.Statement.Verdict.ToText())
            .With("bytes", bytes).With("sha256", Digest.Sha256(bytes).ToBytes()).RunAsync(stop);
        return stored == 1;
    }

    /// <summary>All statements on an intent, in the order in which they came.</summary>
    internal static Task<List<SignedStatement>> ListAsync(
        DbScope scope, Digest digest, CancellationToken stop) =>
        scope.Command("SELECT bytes FROM statement WHERE digest = @digest ORDER BY id LIMIT @max")
            .With("digest", digest.ToBytes()).With("max", StatementsMax)
            .ListAsync(row => Parse(row.GetBytes(0)), stop);

    internal static async Task<SignedStatement?> FindAsync(DbScope scope, Guid id, CancellationToken stop) =>
        await scope.Command("SELECT bytes FROM statement WHERE id = @id")
            .With("id", id).FirstAsync(row => Parse(row.GetBytes(0)), stop);

    private static SignedStatement Parse(byte[] bytes)
    {
        bool isSigned = SignedStatement.TryParse(bytes, out SignedStatement? signed, out _);
        Invariant.Holds(isSigned);
        return signed!;
    }
}
