using Strongroom.Audit;

namespace Strongroom.Signer.Audit;

/// <summary>
/// Where a fold may begin: a snapshot covers all leaves before <paramref name="Size"/>; <paramref
/// name="Frontier"/> are the perfect subtrees' roots of a tree of that size, the largest first.
/// </summary>
internal sealed record JournalStart(ulong Size, TreeHash[] Frontier);
