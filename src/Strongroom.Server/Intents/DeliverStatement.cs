using Strongroom.Intents;
using Strongroom.Server.Storage;
using Strongroom.Server.Withdrawals;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Intents;

/// <summary>
/// The job that hands a reject or veto to the Signer, which alone can end an intent; then it ends here too.
/// </summary>
internal sealed class DeliverStatement
{
    internal const string Job = "deliver-statement";

    private const string NothingToCloseCode = "registry.nothing-to-close";
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly Database _database;
    private readonly SignerClient _signer;
    private readonly IntentTable _intents;
    private readonly Settlement _settlement;
    private readonly ILogger<DeliverStatement> _log;

    public DeliverStatement(
        Database database, SignerClient signer, IntentTable intents, Settlement settlement,
        ILogger<DeliverStatement> log)
    {
        _database = database;
        _signer = signer;
        _intents = intents;
        _settlement = settlement;
        _log = log;
    }

    internal async Task<JobOutcome> RunAsync(string key, CancellationToken stop)
    {
        Guid id = Guid.Parse(key);
        SignedStatement? signed;
        await using (DbScope read = await _database.BeginAsync(stop))
            signed = await StatementTable.FindAsync(read, id, stop);
        SignerAnswer answer = await _signer.StateAsync(signed!.Body, stop);
        if (answer.IsTransient) return JobOutcome.After(s_pause);
        // A crash may have lost the first answer: then the intents are closed already.
        if (answer.Refusal is { } refusal && refusal.Code != NothingToCloseCode)
        {
            IntentsLog.StatementRefused(_log, id, refusal.Code);
            return JobOutcome.Done;
        }

        List<Digest>? closed = await FindClosedAsync(signed.Statement, answer, stop);
        if (closed is null) return JobOutcome.After(s_pause);
        await using DbScope scope = await _database.BeginAsync(stop);
        foreach (Digest digest in closed) await RejectAsync(scope, digest, signed.Statement, stop);
        await scope.CommitAsync(stop);
        return JobOutcome.Done;
    }

    // The Signer closes what it still can and says one index for all: each intent is asked for. One that it
    // does not know was rejected before anybody registered it. Null while the Signer is out of reach.
    private async Task<List<Digest>?> FindClosedAsync(
        Statement statement, SignerAnswer answer, CancellationToken stop)
    {
        bool mayBeUnseen = statement.Verdict == Verdict.Reject
            && (answer.Refusal is null || statement.Intents.Count == 1);
        List<Digest> closed = [];
        foreach (Digest digest in statement.Intents)
        {
            SignerAnswer known = await _signer.IntentAsync(digest, stop);
            if (known.IsTransient) return null;
            bool isUnseen = known.Status == StatusCodes.Status404NotFound && mayBeUnseen;
            if (isUnseen || known.Text("state") == "closed") closed.Add(digest);
        }

        return closed;
    }

    private async Task RejectAsync(DbScope scope, Digest digest, Statement statement, CancellationToken stop)
    {
        IntentRow? row = await IntentTable.LockAsync(scope, digest, stop);
        if (row is null || !(row.IsOpen || row.State == IntentState.Registered)) return;
        Refusal reason = new(
            IntentsRefusal.Ended, $"A person's {statement.Verdict.ToText()} statement ended it.");
        await _intents.MoveAsync(scope, row, IntentState.Rejected, reason, stop);
        MovementRow? movement = await MovementTable.LockAsync(scope, digest, stop);
        if (movement is not null && !WithdrawalLifecycle.IsEnd(movement.State))
            await _settlement.EndUnsignedAsync(scope, movement, WithdrawalState.Rejected, reason, stop);
        await EffectTable.RefuseAsync(scope, row.Intent, stop);
    }
}
