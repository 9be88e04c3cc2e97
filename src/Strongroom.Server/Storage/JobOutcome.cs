namespace Strongroom.Server.Storage;

/// <summary>What a handler says at its end: finished, or look again at some time.</summary>
internal sealed record JobOutcome
{
    private JobOutcome(TimeSpan? again) => Again = again;

    internal static JobOutcome Done { get; } = new((TimeSpan?)null);

    internal TimeSpan? Again { get; }

    internal static JobOutcome After(TimeSpan pause) => new(pause);
}
