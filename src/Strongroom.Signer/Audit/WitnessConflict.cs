namespace Strongroom.Signer.Audit;

/// <summary>
/// A witness said that it holds another history than this journal of <c>OwnSize</c> leaves.
/// </summary>
internal sealed record WitnessConflict(
    string Witness, WitnessOutcome Outcome, ulong HeldSize, ulong OwnSize);
