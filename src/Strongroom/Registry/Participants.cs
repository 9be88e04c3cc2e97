using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Roster;

namespace Strongroom.Registry;

/// <summary>The roster as quorums see it.</summary>
public static class Participants
{
    /// <summary>Everybody: independent, and able to approve, where one of the person's keys is.</summary>
    public static IReadOnlyList<Participant> Of(RosterState roster) => [.. roster.People.Select(Of)];

    /// <summary>How many attestors each group has.</summary>
    public static IReadOnlyDictionary<GroupId, int> AttestorsOf(RosterState roster) => roster.Attestors
        .SelectMany(attestor => attestor.Groups)
        .CountBy(group => group)
        .ToDictionary();

    private static Participant Of(Person person) =>
        new(person.Id, person.Groups, person.Keys.Any(key => key.Class == KeyClass.Independent))
        {
            CanApprove = person.Keys.Any(key => key.Class != KeyClass.Service),
        };
}
