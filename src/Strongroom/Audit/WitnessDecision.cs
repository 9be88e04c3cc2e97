namespace Strongroom.Audit;

/// <summary>
/// A verdict; with <see cref="WitnessVerdict.Cosign"/> the head to record before the cosignature leaves, with
/// <see cref="WitnessVerdict.SizeConflict"/> the size that the witness holds.
/// </summary>
public sealed record WitnessDecision(
    WitnessVerdict Verdict, SignedCheckpoint? Head = null, ulong HeldSize = 0);
