// docs/formats/activation.md; GET and POST /v1/activation.
using Strongroom.Activation;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Roster;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Keys;
using Strongroom.Signer.Registry;

namespace Strongroom.Signer.Activation;

/// <summary>
/// Custodians give their shares to a Signer that started locked; the last that is needed unlocks it. Recorded
/// before any key can be used. Thread-safe.
/// </summary>
internal sealed class ActivateSigner(
    ActivationTerms terms, Workbench bench, Func<SecretBytes, (Keyring? Opened, Refusal? Refusal)> open)
    : IDisposable
{
    private readonly ActivationSession session = new(terms);
    private readonly SemaphoreSlim gate = new(1);
    private bool isDone;

    internal async Task<Outcome<ActivationAnswer>> DescribeAsync(CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        try
        {
            return Describe();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>One custodian's share; refusals are counted in the record.</summary>
    internal async Task<Outcome<ActivationAnswer>> GiveAsync(
        GivenShare given, byte[] file, CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        try
        {
            Refusal? refusal = Check(given, file) ?? session.Take(given, file);
            if (refusal is null && session.IsComplete) refusal = await UnlockAsync();
            if (refusal is null) return Describe();
            return bench.Refusals.Count(refusal);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        session.Dispose();
        gate.Dispose();
    }

    private Refusal? Check(GivenShare given, byte[] file)
    {
        if (isDone) return new Refusal(ActivationRefusal.Done, "The keys are unlocked since this start.");
        if (given.Share != Digest.Sha256(file))
        {
            return new Refusal(
                ActivationRefusal.ShareUnreadable, "The file is not the one that was signed for.", "file",
                "the bytes whose SHA-256 is given.share");
        }

        using RecordedState.Turn turn = bench.Record.Take();
        return given.Check(
            terms, session.Name, turn.State.Roster, turn.State.Founding.Founding.Station);
    }

    /// <summary>Record, then unlock: a crash between leaves a leaf and no key in use.</summary>
    private async Task<Refusal?> UnlockAsync()
    {
        Keyring? opened = null;
        Refusal? refusal = null;
        if (session.TryOpen(out SecretBytes? unlock))
        {
            using (unlock) (opened, refusal) = open(unlock);
        }

        if (opened is null)
        {
            session.StartOver();
            return refusal ?? new Refusal(
                ActivationRefusal.SharesWrong,
                "The shares do not open the unlock secret: all of them are forgotten.", "file",
                "shares of the splitting that these terms come from, all given again");
        }

        await RecordAsync(opened.Facts);
        bench.Addresses.Keys.Fill(opened);
        bench.Permit.Activate();
        isDone = true;
        return null;
    }

    private async Task RecordAsync(IReadOnlyList<KeystoreFact> keystores)
    {
        Task durable;
        using (RecordedState.Turn turn = bench.Record.Take())
        {
            LeafStamp stamp = LeafStamps.At(bench.Record.Clock.Now());
            ActivatedLeaf leaf = new(stamp, terms.Digest, session.Name, [.. session.Given], keystores);
            durable = turn.Record(leaf).Durable;
        }

        await durable;
    }

    private ActivationAnswer Describe() => ActivationAnswer.Of(session, isDone, bench.Addresses);
}
