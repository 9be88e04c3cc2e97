using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>
/// Everybody who may sign statements, at one moment. Immutable; every key belongs to one person.
/// </summary>
public sealed class RosterState
{
    private readonly FrozenDictionary<PersonId, Person> _people;
    private readonly FrozenDictionary<KeyId, (Person Person, PersonKey Key)> _keys;

    private RosterState(Person[] people)
    {
        _people = people.ToFrozenDictionary(person => person.Id);
        _keys = people
            .SelectMany(person => person.Keys, (person, key) => (person, key))
            .ToFrozenDictionary(pair => pair.key.Id);
        People = people;
    }

    /// <summary>Everybody, by name.</summary>
    public IReadOnlyList<Person> People { get; }

    /// <summary>Refused: a person twice, a key twice.</summary>
    public static bool TryCreate(
        IEnumerable<Person> people,
        [NotNullWhen(true)] out RosterState? roster,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        Person[] sorted = [.. people.OrderBy(person => person.Id)];
        List<KeyId> keys = [.. sorted.SelectMany(person => person.Keys).Select(key => key.Id)];
        bool hasPersonTwice = sorted.DistinctBy(person => person.Id).Count() < sorted.Length;
        refusal = hasPersonTwice ? RosterRefusals.DuplicatePerson() : null;
        if (keys.Distinct().Count() < keys.Count) refusal ??= RosterRefusals.DuplicateKey();
        roster = refusal is null ? new RosterState(sorted) : null;
        return roster is not null;
    }

    /// <summary>Reads people without proofs of possession: a founding file's, or a snapshot's.</summary>
    public static bool TryParse(
        IReadOnlyList<CanonicalObject> bodies,
        [NotNullWhen(true)] out RosterState? roster,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        roster = null;
        Person[] people = new Person[bodies.Count];
        for (int i = 0; i < people.Length; i++)
        {
            if (!Person.TryParse(bodies[i], out Person? person, out refusal, $"people[{i}]")) return false;
            people[i] = person;
        }

        return TryCreate(people, out roster, out refusal);
    }

    public bool TryGetPerson(PersonId id, [NotNullWhen(true)] out Person? person) =>
        _people.TryGetValue(id, out person);

    public bool TryGetKey(KeyId id, [NotNullWhen(true)] out Person? person, [NotNullWhen(true)] out PersonKey? key)
    {
        bool isThere = _keys.TryGetValue(id, out (Person Person, PersonKey Key) pair);
        person = pair.Person;
        key = pair.Key;
        return isThere;
    }

    public bool IsIn(PersonId id, GroupId group) => TryGetPerson(id, out Person? person) && person.IsIn(group);

    public IEnumerable<Person> PeopleIn(GroupId group) => People.Where(person => person.IsIn(group));

    /// <summary>Everybody as an array, for snapshots and for who asks the Signer what it goes by.</summary>
    public CanonicalArray ToCanonical() => CanonicalArray.OfObjects(People.Select(person => person.ToCanonical()));
}
