using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// A person of the roster as a quorum sees them: id, groups, and whether the key is independent.
/// </summary>
public sealed record Participant(PersonId Person, IReadOnlyCollection<GroupId> Groups, bool IsIndependent)
{
    internal bool BelongsTo(IReadOnlyList<GroupId> groups)
    {
        for (int i = 0; i < groups.Count; i++)
        {
            if (Groups.Contains(groups[i])) return true;
        }

        return false;
    }
}
