using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Server.Chains;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Withdrawals;

/// <summary>
/// The job from an approved movement to a stored signed transaction. One account signs one movement at a
/// time,
/// because each takes the Signer's next nonce. A crash anywhere in it asks for the same bytes again.
/// </summary>
internal sealed class SignMovement
{
    internal const string Job = "sign-movement";

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_laterPause = TimeSpan.FromSeconds(3);

    private readonly MovementDesk _desk;
    private readonly MovementSigner _signer;
    private readonly FeeEstimate _fees;
    private readonly ILogger<SignMovement> _log;

    public SignMovement(MovementDesk desk, MovementSigner signer, FeeEstimate fees, ILogger<SignMovement> log)
    {
        _desk = desk;
        _signer = signer;
        _fees = fees;
        _log = log;
    }

    internal async Task<JobOutcome> RunAsync(string key, CancellationToken stop)
    {
        Guid id = Guid.Parse(key);
        await using DbScope turn = await _desk.Database.BeginAsync(stop);
        MovementRow? movement = await MovementTable.FindAsync(turn, id, stop);
        if (movement?.State != WithdrawalState.Approved) return JobOutcome.Done;
        if (movement.WaitsFor is { } topUp
            && (await MovementTable.FindAsync(turn, topUp, stop))?.State != WithdrawalState.Confirmed)
            return JobOutcome.After(s_pause);
        if (movement.ReasonCode == RegistryRefusal.Frozen && await _desk.Signer.IsFrozenAsync(stop))
            return JobOutcome.After(s_laterPause);
        bool isTurn = await turn.Command("SELECT pg_try_advisory_xact_lock(hashtextextended(@account, 1))")
            .With("account", movement.Account.ToString("D")).FirstAsync(row => row.GetBoolean(0), stop);
        if (!isTurn) return JobOutcome.After(s_pause);
        List<TransactionRow> built = await TransactionRow.ListAsync(turn, id, stop);
        EthereumTransaction? transaction = built.LastOrDefault()?.Transaction;
        if (transaction is null)
        {
            (transaction, JobOutcome? later) = await BuildAsync(movement, stop);
            if (transaction is null) return later!;
        }

        (SignedTransaction? signed, SignerAnswer answer) =
            await _signer.SignAsync(movement, transaction, stop);
        return signed is null
            ? await NoteRefusalAsync(movement, transaction, answer, stop)
            : await NoteSignedAsync(id, signed, answer, stop);
    }

    private async Task<(EthereumTransaction? Transaction, JobOutcome? Later)> BuildAsync(
        MovementRow movement, CancellationToken stop)
    {
        SignerAnswer account = await _desk.Signer.AccountAsync(movement.Account, stop);
        if (account.Number("nextNonce") is not { } next) return (null, JobOutcome.After(s_pause));
        // Signed already, and the answer lost with the row: only the bound nonce is signed again.
        SignerAnswer known = await _desk.Signer.IntentAsync(movement.Digest, stop);
        EthereumTransaction? replaced = await FindReplacedAsync(movement, stop);
        ulong nonce = (ulong?)known.Number("nonce") ?? replaced?.Nonce ?? (ulong)next;
        (ulong gas, FeeMarket market, Refusal? refusal) =
            await _fees.MeasureAsync(movement.From, MovementSigner.CallOf(movement), stop);
        if (refusal is not null) return (null, JobOutcome.After(s_laterPause));
        if (replaced is not null) market = FeeBump.Above(replaced, market);
        EthereumTransaction? transaction = MovementSigner.Build(movement, nonce, gas, market);
        if (transaction is null)
        {
            // A market above the cap may fall again; expiry ends the waiting.
            await _desk.NoteAsync(movement, FeeCapTooLow(), stop);
            return (null, JobOutcome.After(s_laterPause));
        }

        await using DbScope scope = await _desk.Database.BeginAsync(stop);
        await TransactionRow.StoreUnsignedAsync(scope, movement, transaction, stop);
        await scope.CommitAsync(stop);
        return (transaction, null);
    }

    internal static Refusal FeeCapTooLow() => new(
        WithdrawalsRefusal.FeeCapTooLow,
        "The fee cap is below the network's fee: request anew, or with `replaces` once it is signed.",
        "feeMax",
        "a cap of what the network asks for now");

    // The newest transaction of the movement whose nonce this one takes: it must be outbid.
    private async Task<EthereumTransaction?> FindReplacedAsync(MovementRow movement, CancellationToken stop)
    {
        if (movement.Replaces is not { } replaced) return null;
        await using DbScope read = await _desk.Database.BeginAsync(stop);
        return (await TransactionRow.ListAsync(read, replaced, stop))
            .LastOrDefault(row => row.Signed is not null)?.Transaction;
    }

    private async Task<JobOutcome> NoteSignedAsync(
        Guid id, SignedTransaction signed, SignerAnswer answer, CancellationToken stop)
    {
        await using DbScope scope = await _desk.Database.BeginAsync(stop);
        MovementRow? movement = await MovementTable.LockAsync(scope, id, stop);
        await TransactionRow.StoreSignedAsync(scope, signed, answer.Number("index"), stop);
        // A restarted database gives the job to a second worker while the first still waits for the Signer.
        if (movement!.State != WithdrawalState.Approved)
        {
            await scope.CommitAsync(stop);
            return JobOutcome.Done;
        }

        await scope.Command("UPDATE movement SET nonce = @nonce, tx_hash = @hash WHERE id = @id")
            .With("nonce", (long)signed.Transaction.Nonce).With("hash", signed.Hash.ToBytes()).With("id", id)
            .RunOneAsync(stop);
        await _desk.Movements.StepAsync(scope, movement, WithdrawalState.Signed, null, stop);
        IntentRow? row = await IntentTable.LockAsync(scope, movement.Digest, stop);
        await _desk.Intents.MoveAsync(scope, row!, IntentState.Signed, null, stop);
        await scope.EnqueueAsync(BroadcastMovement.Job, id.ToString("D"), _desk.Clock.GetUtcNow(), stop);
        await scope.CommitAsync(stop);
        MovementLog.Signed(_log, id, signed.Transaction.Nonce, signed.Hash.ToString());
        return JobOutcome.Done;
    }

    private async Task<JobOutcome> NoteRefusalAsync(
        MovementRow movement, EthereumTransaction transaction, SignerAnswer answer, CancellationToken stop)
    {
        if (answer.IsTransient) return JobOutcome.After(s_pause);
        string code = answer.Refusal!.Code;
        if (code is RegistryRefusal.Frozen or RegistryRefusal.TooSoon or WithdrawalsRefusal.WaitsForCold)
        {
            await _desk.NoteAsync(movement, answer.Refusal, stop);
            return JobOutcome.After(s_laterPause);
        }

        await using DbScope scope = await _desk.Database.BeginAsync(stop);
        await TransactionRow.ForgetAsync(scope, transaction, stop);
        // Somebody else took the nonce, or the market left the cap: build it again.
        if (code is RegistryRefusal.NonceNotNext or RegistryRefusal.NonceBound)
        {
            await scope.CommitAsync(stop);
            return JobOutcome.After(s_pause);
        }

        MovementLog.Refused(_log, movement.Id, code);
        MovementRow? locked = await MovementTable.LockAsync(scope, movement.Id, stop);
        if (locked!.State != WithdrawalState.Approved) return JobOutcome.Done;
        UnsignedEnd end = UnsignedEnd.Of(answer.Refusal);
        IntentRow? row = await IntentTable.LockAsync(scope, movement.Digest, stop);
        await _desk.Intents.MoveAsync(scope, row!, end.Intent, answer.Refusal, stop);
        await _desk.Settlement.EndUnsignedAsync(scope, locked, end.Movement, answer.Refusal, stop);
        await scope.CommitAsync(stop);
        return JobOutcome.Done;
    }
}
