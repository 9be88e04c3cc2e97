using Strongroom.Cryptography;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Intents;

/// <summary>
/// Stage 3: waits until a leaf is durable and under a head that enough witnesses cosigned. Many wait for one
/// commit and one checkpoint.
/// </summary>
internal sealed class Receipts(Journal journal, TimeSpan cosigningMax)
{
    /// <summary>
    /// The receipt of a leaf, or why there is none (yet): then nothing may be signed on it.
    /// </summary>
    internal async Task<Outcome<Receipt>> AwaitAsync(ulong index, CancellationToken stop)
    {
        CosignOutcome outcome;
        try
        {
            Task<CosignOutcome> cosigned = journal.WaitCosignedAsync(index, stop);
            outcome = cosigned.IsCompletedSuccessfully
                ? await cosigned
                : await cosigned.WaitAsync(cosigningMax, stop);
        }
        catch (TimeoutException)
        {
            return SigningPermit.NotWitnessed;
        }

        if (!outcome.IsCosigned) return SigningPermit.Explain(outcome.Refusal);
        return Of(index, outcome.Head);
    }

    /// <summary>The receipt of a leaf that a head which covers <paramref name="other"/> covers too.</summary>
    internal Receipt Cut(ulong index, Receipt other)
    {
        if (index == other.Proof.Index) return other;
        CosignedHead head = journal.Head!;
        Invariant.Holds(index < head.Size);
        return Of(index, head);
    }

    private Receipt Of(ulong index, CosignedHead head) =>
        new(journal.Read(index), journal.Prove(index, head));
}
