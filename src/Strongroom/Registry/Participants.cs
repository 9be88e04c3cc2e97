using Strongroom.Policies;
using Strongroom.Roster;

namespace Strongroom.Registry;

/// <summary>The roster as quorums see it.</summary>
public static class Participants
{
    /// <summary>Everybody; independent where one of the person's keys is.</summary>
    public static IReadOnlyList<Participant> Of(RosterState roster) =>
        [.. roster.People.Select(person => new Participant(
            person.Id, person.Groups, person.Keys.Any(key => key.Class == KeyClass.Independent)))];
}
