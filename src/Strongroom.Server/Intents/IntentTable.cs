using Strongroom.Intents;
using Strongroom.Server.Audit;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Intents;

/// <summary>
/// Intents in the database. Every step is a compare-and-set with its leaf in the same transaction.
/// </summary>
internal sealed class IntentTable
{
    internal const string ExpireJob = "expire-intent";
    internal const string FollowJob = "follow-intent";

    private static readonly TimeSpan s_followAfter = TimeSpan.FromSeconds(5);

    private readonly ActivityLog _activity;

    public IntentTable(ActivityLog activity) => _activity = activity;

    /// <summary>
    /// Stores a new intent; the very same one again is no error, another one under its id is.
    /// </summary>
    internal async Task<Refusal?> StoreAsync(
        DbScope scope, Intent intent, string actor, CancellationToken stop)
    {
        DateTimeOffset expiresAt = intent.ExpiresAt.ToDateTimeOffset();
        int stored = await scope.Command("""
            INSERT INTO intent (digest, id, kind, bytes, state, expires_at, created_at)
            VALUES (@digest, @id, @kind, @bytes, 'awaiting', @expires_at, now()) ON CONFLICT DO NOTHING
            """).With("digest", intent.Digest.ToBytes()).With("id", intent.Id.Value.ToGuid())
            .With("kind", intent.Kind.ToText()).With("bytes", intent.Bytes.ToArray())
            .With("expires_at", expiresAt).RunAsync(stop);
        if (stored == 0) return await FindAsync(scope, intent.Digest, stop) is null ? IdReused() : null;
        await scope.EnqueueAsync(ExpireJob, intent.Digest.ToString(), expiresAt, stop);
        if (intent.Kind.IsMovement())
        {
            DateTimeOffset first = intent.CreatedAt.ToDateTimeOffset() + s_followAfter;
            await scope.EnqueueAsync(FollowJob, intent.Digest.ToString(), first, stop);
        }

        await _activity.AppendAsync(scope, actor, "intent-stored", CanonicalObject.Of(
            ("intentDigest", intent.Digest.ToString()), ("kind", intent.Kind.ToText())), stop);
        return null;
    }

    internal static Task<IntentRow?> FindAsync(DbScope scope, Digest digest, CancellationToken stop) =>
        scope.Command($"SELECT {IntentRow.Columns} FROM intent WHERE digest = @digest")
            .With("digest", digest.ToBytes()).FirstAsync(IntentRow.Read, stop);

    /// <summary>The same, held until the scope ends.</summary>
    internal static Task<IntentRow?> LockAsync(DbScope scope, Digest digest, CancellationToken stop) =>
        scope.Command($"SELECT {IntentRow.Columns} FROM intent WHERE digest = @digest FOR UPDATE")
            .With("digest", digest.ToBytes()).FirstAsync(IntentRow.Read, stop);

    /// <summary>Moves a locked intent on; <paramref name="refusal"/> says why it ended.</summary>
    internal async Task MoveAsync(
        DbScope scope, IntentRow row, string state, Refusal? refusal, CancellationToken stop)
    {
        if (row.State == state) return;
        await scope.Command("""
            UPDATE intent SET state = @state, refusal_code = @code, refusal_text = @text
            WHERE digest = @digest AND state = @from
            """).With("state", state).With("code", refusal?.Code).With("text", refusal?.Message)
            .With("digest", row.Intent.Digest.ToBytes()).With("from", row.State).RunOneAsync(stop);
        await _activity.AppendAsync(scope, ActivityLog.Server, "intent-" + state, CanonicalObject.Of(
            ("intentDigest", row.Intent.Digest.ToString()), ("code", refusal?.Code)), stop);
    }

    /// <summary>Notes what the Signer said when it registered the intent.</summary>
    internal static Task NoteRegistrationAsync(
        DbScope scope, IntentRow row, SignerAnswer answer, CancellationToken stop)
    {
        DateTimeOffset? notBefore =
            Timestamp.TryParse(answer.Text("notBefore"), out Timestamp time, out _) ? time.ToDateTimeOffset()
                : null;
        return scope.Command("""
            UPDATE intent SET rule = @rule, journal_index = @index, not_before = @not_before WHERE digest = @digest
            """).With("rule", answer.Text("rule")).With("index", answer.Number("index"))
            .With("not_before", notBefore).With("digest", row.Intent.Digest.ToBytes()).RunOneAsync(stop);
    }

    private static Refusal IdReused() => new(
        IntentsRefusal.IdReused, "Another intent has this id.", "id", "a new UUIDv7 for each intent");
}
