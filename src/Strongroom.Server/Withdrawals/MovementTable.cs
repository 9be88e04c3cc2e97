using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Server.Audit;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Withdrawals;

/// <summary>
/// Movements in the database; every step is checked by the pure life cycle and leaves a leaf.
/// </summary>
internal sealed class MovementTable
{
    private readonly ActivityLog _activity;

    public MovementTable(ActivityLog activity) => _activity = activity;

    internal static Task<MovementRow?> FindAsync(DbScope scope, Guid id, CancellationToken stop) =>
        scope.Command($"SELECT {MovementRow.Columns} FROM movement WHERE id = @id")
            .With("id", id).FirstAsync(MovementRow.Read, stop);

    /// <summary>The movement that this intent is; null for governance.</summary>
    internal static Task<MovementRow?> FindAsync(DbScope scope, Digest digest, CancellationToken stop) =>
        scope.Command($"SELECT {MovementRow.Columns} FROM movement WHERE digest = @digest")
            .With("digest", digest.ToBytes()).FirstAsync(MovementRow.Read, stop);

    /// <summary>The same, held until the scope ends.</summary>
    internal static Task<MovementRow?> LockAsync(DbScope scope, Guid id, CancellationToken stop) =>
        scope.Command($"SELECT {MovementRow.Columns} FROM movement WHERE id = @id FOR UPDATE")
            .With("id", id).FirstAsync(MovementRow.Read, stop);

    /// <summary>The movement that this intent is, held until the scope ends; null for governance.</summary>
    internal static Task<MovementRow?> LockAsync(DbScope scope, Digest digest, CancellationToken stop) =>
        scope.Command($"SELECT {MovementRow.Columns} FROM movement WHERE digest = @digest FOR UPDATE")
            .With("digest", digest.ToBytes()).FirstAsync(MovementRow.Read, stop);

    internal static Task InsertAsync(
        DbScope scope, MovementRow row, CancellationToken stop) =>
        scope.Command("""
            INSERT INTO movement (id, digest, kind, client, account, to_account, chain, asset, amount, fee_max,
                from_address, to_address, waits_for, replaces, state, created_at, changed_at)
            VALUES (@id, @digest, @kind, @client, @account, @to_account, @chain, @asset, @amount, @fee_max,
                @from, @to, @waits_for, @replaces, @state, @now, @now)
            """).With("id", row.Id).With("digest", row.Digest.ToBytes())
            .With("kind", row.Kind.ToText()).With("replaces", row.Replaces)
            .With("client", row.Client).With("account", row.Account).With("to_account", row.ToAccount)
            .With("chain", row.Chain).With("asset", row.Asset.ToString())
            .WithMoney("amount", row.Amount.BaseUnits.ToBigInteger())
            .WithMoney("fee_max", row.FeeMax.BaseUnits.ToBigInteger())
            .With("from", row.From.ToString()).With("to", row.To.ToString()).With("waits_for", row.WaitsFor)
            .With("state", row.State.ToString()).With("now", row.CreatedAt).RunOneAsync(stop);

    /// <summary>
    /// Says why a locked movement waits where it stands; null when nothing hinders it any more. The record
    /// has it once, however often it is found to be so.
    /// </summary>
    internal async Task NoteAsync(DbScope scope, MovementRow row, Refusal? reason, CancellationToken stop)
    {
        if (row.ReasonCode == reason?.Code) return;
        await scope.Command("UPDATE movement SET reason_code = @code, reason_text = @text WHERE id = @id")
            .With("code", reason?.Code).With("text", reason?.Message).With("id", row.Id).RunOneAsync(stop);
        await _activity.AppendAsync(scope, ActivityLog.Server, "movement-waits", CanonicalObject.Of(
            ("movement", row.Id.ToString("D")), ("intentDigest", row.Digest.ToString()),
            ("state", row.State.ToString()), ("code", reason?.Code)), stop);
    }

    /// <summary>One step of a locked movement, which the life cycle must allow.</summary>
    internal async Task<MovementRow> StepAsync(
        DbScope scope, MovementRow row, WithdrawalState to, Refusal? reason, CancellationToken stop)
    {
        if (row.State == to) return row;
        Refusal? wrong = WithdrawalLifecycle.Check(row.State, to);
        Invariant.Holds(wrong is null, wrong?.Code ?? "");
        await scope.Command("""
            UPDATE movement SET state = @to, reason_code = @code, reason_text = @text, changed_at = now()
            WHERE id = @id AND state = @from
            """).With("to", to.ToString()).With("code", reason?.Code).With("text", reason?.Message)
            .With("id", row.Id).With("from", row.State.ToString()).RunOneAsync(stop);
        await _activity.AppendAsync(scope, ActivityLog.Server, "movement-step", CanonicalObject.Of(
            ("movement", row.Id.ToString("D")), ("intentDigest", row.Digest.ToString()),
            ("from", row.State.ToString()), ("to", to.ToString()), ("code", reason?.Code)), stop);
        return row with { State = to, ReasonCode = reason?.Code, ReasonText = reason?.Message };
    }
}
