using Strongroom.Audit;

namespace Strongroom.Signer.Audit;

/// <summary>
/// Called for each record of a segment in order; the leaf is valid for the length of the call.
/// </summary>
internal delegate void SegmentVisitor(long offset, ReadOnlySpan<byte> leaf, TreeHash leafHash);
