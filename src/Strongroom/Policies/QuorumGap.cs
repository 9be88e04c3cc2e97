using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// What one alternative of a quorum still needs: people by group, how many of all counted people must yet
/// sign with an independent key, and who may give the next approval that helps.
/// </summary>
public sealed record QuorumGap(
    IReadOnlyList<QuorumTerm> Missing, int IndependentMissing, IReadOnlyList<PersonId> Candidates);
