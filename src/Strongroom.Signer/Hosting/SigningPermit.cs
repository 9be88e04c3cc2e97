using Strongroom.Audit;
using Strongroom.Intents;
using Strongroom.Signer.Audit;

namespace Strongroom.Signer.Hosting;

/// <summary>
/// Whether this Signer may decide and sign: its started leaf is under a cosigned head, no witness holds
/// another history, and the clock is believed.
/// </summary>
internal sealed class SigningPermit(Journal journal, DecisionClock clock, bool isActivated)
{
    private volatile bool isActivated = isActivated;
    private volatile bool isWitnessed;

    /// <summary>The keys are unlocked.</summary>
    internal void Activate() => isActivated = true;

    /// <summary>The witnesses' times; the started leaf is under their head.</summary>
    internal void Grant() => isWitnessed = true;

    internal bool IsGranted => isWitnessed;

    /// <summary>Now, if decisions may be made now; the freshest witness times count.</summary>
    internal Refusal? Check(out Timestamp now)
    {
        if (journal.Head is { } head)
        {
            foreach (Cosignature cosignature in head.Cosignatures)
                clock.Witness(DateTimeOffset.FromUnixTimeSeconds((long)cosignature.Timestamp));
        }

        bool isBelieved = clock.TryNow(out now, out Refusal? wrongClock);
        if (journal.Conflict is { } conflict) return Explain(conflict);
        if (!isActivated) return NotActivated;
        if (!isWitnessed) return NotWitnessed;
        return isBelieved ? null : wrongClock;
    }

    private static Refusal NotActivated { get; } = new(
        SignerRefusal.NotActivated,
        "The custodians have not unlocked the keys since the start: nothing is signed.");

    internal static Refusal NotWitnessed { get; } = new(
        SignerRefusal.NotWitnessed, "The record is not yet cosigned by enough witnesses: nothing is signed.");

    internal static Refusal Explain(Refusal conflict) => Explain(
        conflict.Code == AuditRefusal.RolledBack ? WitnessOutcome.HoldsMore : WitnessOutcome.HoldsOther);

    internal static Refusal Explain(WitnessOutcome conflict) => conflict switch
    {
        WitnessOutcome.HoldsMore => new Refusal(SignerRefusal.JournalBehindWitness,
            "A witness holds a longer journal than this one: it is an old copy, or a clone is at work."),
        _ => new Refusal(SignerRefusal.JournalForked,
            "A witness holds a journal that this one does not continue: a clone is at work."),
    };
}
