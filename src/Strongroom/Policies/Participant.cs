using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// A person of the roster as a quorum sees them: id, groups, and whether the key is independent.
/// </summary>
public sealed record Participant(PersonId Person, IReadOnlyCollection<GroupId> Groups, bool IsIndependent)
{
    /// <summary>False where there are service keys only: programs may request, people approve.</summary>
    public bool CanApprove { get; init; } = true;

    internal bool BelongsTo(IReadOnlyList<GroupId> groups)
    {
        for (int i = 0; i < groups.Count; i++)
        {
            if (Groups.Contains(groups[i])) return true;
        }

        return false;
    }
}
