using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Registry;

namespace Strongroom.Signer.Withdrawals;

/// <summary>
/// POST /v1/signatures: the first signature of a registered movement, a fee bump, or the same bytes again.
/// </summary>
internal sealed class SignRegistered(Workbench bench)
{
    internal async Task<Outcome<SignatureAnswer>> RunAsync(
        Digest digest, byte[] unsigned, CancellationToken stop)
    {
        if (!TryDecide(digest, unsigned, out Signing? signing, out ulong index, out Refusal? refusal))
            return await Refuse(digest, unsigned, refusal!).RefuseAsync<SignatureAnswer>();
        Outcome<Receipt> covered = await bench.Receipts.AwaitAsync(index, stop);
        if (!covered.Try(out Receipt? receipt, out refusal)) return refusal;
        return bench.Sign(signing!, receipt);
    }

    private bool TryDecide(
        Digest digest, byte[] unsigned, out Signing? signing, out ulong index, out Refusal? refusal)
    {
        signing = null;
        index = 0;
        using RecordedState.Turn turn = bench.Record.Take();
        refusal = bench.Permit.Check(out Timestamp now);
        if (refusal is not null) return false;
        if (!SignTransaction.Decide(turn.State, digest, unsigned, now, out signing, out refusal))
            return false;
        if (!bench.TryFindKey(signing, out refusal)) return false;
        index = signing.EarlierIndex ?? turn.Record(signing.ToLeaf(LeafStamps.At(now))).Index;
        return true;
    }

    /// <summary>Whoever requested the registered intent stands behind what is refused for it.</summary>
    private Step<SignatureAnswer> Refuse(Digest digest, byte[] unsigned, Refusal refusal)
    {
        if (bench.Permit.Check(out _) is { } closed)
            return new Step<SignatureAnswer>(bench.Refusals.Count(closed), null, Task.CompletedTask);
        using RecordedState.Turn turn = bench.Record.Take();
        PersonId? requester = turn.State.TryGetIntent(digest, out IntentRecord? intent) ? intent.Requester
            : null;
        return bench.Refusals.Take<SignatureAnswer>(
            turn, requester, new RefusedInput(refusal, digest, unsigned));
    }
}
