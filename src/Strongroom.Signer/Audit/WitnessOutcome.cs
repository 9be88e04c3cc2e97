namespace Strongroom.Signer.Audit;

internal enum WitnessOutcome
{
    /// <summary>No answer, a time-out, or an answer that makes no sense: try again later.</summary>
    Unreachable,

    /// <summary>A verified cosignature.</summary>
    Cosigned,

    /// <summary>The witness does not know this log or its key: somebody must configure it.</summary>
    NotConfigured,

    /// <summary>
    /// The witness holds a larger head than this journal: the journal was rolled back or cloned.
    /// </summary>
    HoldsMore,

    /// <summary>The witness holds a head that this journal does not extend: the journal was forked.</summary>
    HoldsOther,
}
