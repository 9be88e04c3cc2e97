using Strongroom.Audit;

namespace Strongroom.Signer.Audit;

/// <summary>What came of asking one witness.</summary>
internal sealed record WitnessAnswer(
    WitnessOutcome Outcome, Cosignature? Cosignature = null, ulong HeldSize = 0);
