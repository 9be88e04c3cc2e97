using Strongroom.Audit;

namespace Strongroom.Signer.Audit;

/// <summary>
/// A checkpoint that enough witnesses cosigned; the cosignatures' timestamps are facts for the clock rule.
/// </summary>
internal sealed record CosignedHead(SignedCheckpoint Signed, IReadOnlyList<Cosignature> Cosignatures)
{
    internal Checkpoint Checkpoint => Signed.Checkpoint;

    internal ulong Size => Signed.Checkpoint.Size;
}
