namespace Strongroom.Server.Storage;

/// <summary>Recording work in the transaction of the change that asks for it.</summary>
internal static class JobTable
{
    internal static Task EnqueueAsync(
        this DbScope scope, string kind, string key, DateTimeOffset runAt, CancellationToken stop) =>
        scope.Command("""
            INSERT INTO job (id, kind, key, state, run_at, created_at)
            VALUES (@id, @kind, @key, 'waiting', @run_at, now())
            """).With("id", NewId.At(TimeProvider.System.GetUtcNow())).With("kind", kind).With("key", key)
            .With("run_at", runAt).RunOneAsync(stop);
}
