using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>
/// Everybody who may sign statements, and beside them every attestor, at one moment. Immutable; every key
/// belongs to one of them. <see cref="TryGetKey(KeyId, out Person?, out PersonKey?)"/> finds people's keys
/// only.
/// </summary>
public sealed class RosterState
{
    public const int AttestorsMax = 64;

    private readonly FrozenDictionary<PersonId, Person> _people;
    private readonly FrozenDictionary<KeyId, (Person Person, PersonKey Key)> _keys;
    private readonly FrozenDictionary<KeyId, (Attestor Attestor, PersonKey Key)> _attestorKeys;

    private RosterState(Person[] people, Attestor[] attestors)
    {
        _people = people.ToFrozenDictionary(person => person.Id);
        _keys = people
            .SelectMany(person => person.Keys, (person, key) => (person, key))
            .ToFrozenDictionary(pair => pair.key.Id);
        _attestorKeys = attestors
            .SelectMany(attestor => attestor.Keys, (attestor, key) => (attestor, key))
            .ToFrozenDictionary(pair => pair.key.Id);
        People = people;
        Attestors = attestors;
    }

    /// <summary>Everybody, by name.</summary>
    public IReadOnlyList<Person> People { get; }

    /// <summary>Every attestor, by name.</summary>
    public IReadOnlyList<Attestor> Attestors { get; }

    /// <summary>Refused: a person, an attestor or a key twice, a group with both.</summary>
    public static bool TryCreate(
        IEnumerable<Person> people,
        IEnumerable<Attestor> attestors,
        [NotNullWhen(true)] out RosterState? roster,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        Person[] sorted = [.. people.OrderBy(person => person.Id)];
        Attestor[] sortedAttestors = [.. attestors.OrderBy(attestor => attestor.Id)];
        refusal = CheckPeople(sorted) ?? CheckAttestors(sorted, sortedAttestors)
            ?? CheckKeys(sorted, sortedAttestors);
        roster = refusal is null ? new RosterState(sorted, sortedAttestors) : null;
        return roster is not null;
    }

    /// <summary>Reads people alone.</summary>
    public static bool TryParse(
        IReadOnlyList<CanonicalObject> people,
        [NotNullWhen(true)] out RosterState? roster,
        [NotNullWhen(false)] out Refusal? refusal) => TryParse(people, [], out roster, out refusal);

    /// <summary>
    /// Reads people and attestors without proofs of possession: a founding file's, or a snapshot's.
    /// </summary>
    public static bool TryParse(
        IReadOnlyList<CanonicalObject> people,
        IReadOnlyList<CanonicalObject> attestors,
        [NotNullWhen(true)] out RosterState? roster,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        roster = null;
        Person[] persons = new Person[people.Count];
        for (int i = 0; i < persons.Length; i++)
        {
            if (!Person.TryParse(people[i], out Person? person, out refusal, $"people[{i}]")) return false;
            persons[i] = person;
        }

        Attestor[] others = new Attestor[attestors.Count];
        for (int i = 0; i < others.Length; i++)
        {
            if (!Attestor.TryParse(attestors[i], out Attestor? attestor, out refusal, $"attestors[{i}]"))
                return false;
            others[i] = attestor;
        }

        return TryCreate(persons, others, out roster, out refusal);
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

    /// <summary>Finds attestors' keys only.</summary>
    public bool TryGetAttestor(
        KeyId id, [NotNullWhen(true)] out Attestor? attestor, [NotNullWhen(true)] out PersonKey? key)
    {
        bool isThere = _attestorKeys.TryGetValue(id, out (Attestor Attestor, PersonKey Key) pair);
        attestor = pair.Attestor;
        key = pair.Key;
        return isThere;
    }

    public bool IsIn(PersonId id, GroupId group) => TryGetPerson(id, out Person? person) && person.IsIn(group);

    public IEnumerable<Person> PeopleIn(GroupId group) => People.Where(person => person.IsIn(group));

    /// <summary>Everybody as an array, for snapshots and for who asks the Signer what it goes by.</summary>
    public CanonicalArray ToCanonical() => CanonicalArray.OfObjects(People.Select(person => person.ToCanonical()));

    /// <summary>
    /// The attestors in the same way; null where there are none, so that the member is absent.
    /// </summary>
    public CanonicalArray? AttestorsToCanonical() => Attestors.Count == 0
        ? null
        : CanonicalArray.OfObjects(Attestors.Select(attestor => attestor.ToCanonical()));

    private static Refusal? CheckPeople(Person[] people) =>
        people.DistinctBy(person => person.Id).Count() < people.Length
            ? RosterRefusals.DuplicatePerson()
            : null;

    // One name space, so that a name in a record never means two.
    private static Refusal? CheckAttestors(Person[] people, Attestor[] attestors)
    {
        HashSet<string> names = [.. people.Select(person => person.Id.ToString())];
        if (!attestors.All(attestor => names.Add(attestor.Id.ToString())))
            return RosterRefusals.DuplicateAttestor();
        HashSet<GroupId> groups = [.. people.SelectMany(person => person.Groups)];
        return attestors.Any(attestor => attestor.Groups.Any(groups.Contains))
            ? RosterRefusals.MixedGroup()
            : null;
    }

    private static Refusal? CheckKeys(Person[] people, Attestor[] attestors)
    {
        List<KeyId> keys =
        [
            .. people.SelectMany(person => person.Keys).Select(key => key.Id),
            .. attestors.SelectMany(attestor => attestor.Keys).Select(key => key.Id),
        ];
        return keys.Distinct().Count() < keys.Count ? RosterRefusals.DuplicateKey() : null;
    }
}
