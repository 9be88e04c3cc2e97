using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Roster;
using Strongroom.Server.Attestations;
using Strongroom.Server.Audit;
using Strongroom.Server.Http;
using Strongroom.Server.Policies;
using Strongroom.Server.Storage;
using Strongroom.Server.Withdrawals;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Intents;

/// <summary>
/// Takes up a signed statement on one intent, from the API or the station. It is verified as the Signer will
/// verify it, so that a mistake shows at once; the Signer decides nevertheless. A complete quorum goes to the
/// Signer, and so does every reject or veto, by recorded jobs.
/// </summary>
internal sealed class StatementIntake
{
    private readonly RegistryWatch _registry;
    private readonly PreviewPolicy _preview;
    private readonly MovementDesk _desk;
    private readonly ActivityLog _activity;

    public StatementIntake(
        RegistryWatch registry, PreviewPolicy preview, MovementDesk desk, ActivityLog activity)
    {
        _registry = registry;
        _preview = preview;
        _desk = desk;
        _activity = activity;
    }

    internal async Task<Answer> TakeAsync(
        DbScope scope, Digest digest, byte[] body, string actor, CancellationToken stop)
    {
        if (!_registry.TryGet(out RegistryCopy? registry, out Refusal? refusal))
            return Answer.Refused(refusal);
        if (!SignedStatement.TryParse(body, out SignedStatement? signed, out refusal))
            return Answer.Refused(refusal);
        if (!VerifiedStatement.TryVerify(
            signed, registry.Roster, registry.Genesis, registry.Station, out _, out refusal))
            return Answer.Refused(refusal);
        IntentRow? row = await IntentTable.LockAsync(scope, digest, stop);
        if (row is null) return Answer.Refused(HttpRefusals.NotFound());
        refusal = Check(row, signed.Statement);
        if (refusal is not null) return Answer.Refused(refusal);
        Guid id = NewId.At(_desk.Clock.GetUtcNow());
        if (await StatementTable.StoreAsync(scope, id, digest, signed, stop))
        {
            await _activity.AppendAsync(scope, actor, "statement-received", CanonicalObject.Of(
                ("intentDigest", digest.ToString()), ("person", signed.Statement.Person.ToString()),
                ("verdict", signed.Statement.Verdict.ToText()),
                ("statement", signed.Statement.Hash.ToString())), stop);
            row = await MoveOnAsync(scope, registry, row, id, signed.Statement, stop);
        }

        await scope.CommitAsync(stop);
        return Answer.Ok(IntentOutput.Of(row), ApiJson.Default.IntentOutput);
    }

    private Refusal? Check(IntentRow row, Statement statement)
    {
        if (!statement.Intents.Contains(row.Intent.Digest))
        {
            return new Refusal(
                IntentsRefusal.StatementElsewhere, "The statement is about another intent.", "intents",
                "a statement that names this intent's digest");
        }

        bool isEnding = statement.Verdict is Verdict.Reject or Verdict.Veto;
        bool isTooLate = isEnding
            ? row.State is not (IntentState.Awaiting or IntentState.Complete or IntentState.Registered)
            : !row.IsOpen;
        if (isTooLate)
        {
            return new Refusal(
                IntentsRefusal.Ended, "The intent does not take such statements any more.", "verdict",
                "an intent that is still open");
        }

        return statement.CheckTime(row.Intent.CreatedAt, Timestamp.From(_desk.Clock.GetUtcNow()));
    }

    private async Task<IntentRow> MoveOnAsync(
        DbScope scope, RegistryCopy registry, IntentRow row, Guid id, Statement statement,
        CancellationToken stop)
    {
        DateTimeOffset now = _desk.Clock.GetUtcNow();
        if (statement.Verdict is Verdict.Reject or Verdict.Veto)
        {
            await scope.EnqueueAsync(DeliverStatement.Job, id.ToString("D"), now, stop);
            return row;
        }

        if (statement.Verdict == Verdict.Request
            && await MovementTable.LockAsync(
                scope, row.Intent.Digest, stop) is { State: WithdrawalState.Requested } asked)
            await _desk.Movements.StepAsync(scope, asked, WithdrawalState.AwaitingApproval, null, stop);
        List<SignedStatement> statements = await StatementTable.ListAsync(scope, row.Intent.Digest, stop);
        Decision? decision = await _preview.EvaluateAsync(scope, registry, row.Intent, statements, stop);
        if (AwaitFacts.Helps(decision?.Refusal))
            await AwaitFacts.EnqueueAsync(scope, row.Intent.Digest, now, stop);
        if (decision?.IsApproved != true) return row;
        await _desk.Intents.MoveAsync(scope, row, IntentState.Complete, null, stop);
        await scope.EnqueueAsync(RegisterIntent.Job, row.Intent.Digest.ToString(), now, stop);
        return row with { State = IntentState.Complete };
    }
}
