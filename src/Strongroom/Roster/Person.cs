using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>A person of the roster, with groups and keys: <c>{"groups","keys","person"}</c>.</summary>
public sealed class Person
{
    public const int GroupsMax = 32;
    public const int KeysMax = 16;

    internal Person(PersonId id, GroupId[] groups, PersonKey[] keys)
    {
        Id = id;
        Groups = groups;
        Keys = keys;
    }

    public PersonId Id { get; }

    public IReadOnlyList<GroupId> Groups { get; }

    public IReadOnlyList<PersonKey> Keys { get; }

    public bool IsIn(GroupId group) => Groups.Contains(group);

    /// <summary>
    /// Reads a person whose keys carry no proofs of possession: in a founding file or a snapshot.
    /// </summary>
    public static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out Person? person,
        [NotNullWhen(false)] out Refusal? refusal,
        string path = "")
    {
        person = null;
        MemberReader read = new(body, path);
        PersonId id = read.Person("person");
        GroupId[] groups = ReadGroups(ref read);
        CanonicalObject[] bodies = read.Objects("keys", 1, KeysMax);
        PersonKey[] keys = new PersonKey[bodies.Length];
        for (int i = 0; i < bodies.Length && read.IsRight; i++)
        {
            MemberReader inner = new(bodies[i], read.PathOf($"keys[{i}]"));
            keys[i] = PersonKey.Read(ref inner)!;
            inner.TryEnd(out Refusal? wrong);
            read.Keep(wrong);
            if (read.IsRight) RequireOwn(ref read, keys[i]);
        }

        if (!read.TryEnd(out refusal)) return false;
        person = new Person(id, groups, keys);
        return true;
    }

    public CanonicalObject ToCanonical() => CanonicalObject.Of(
        ("groups", CanonicalArray.OfTexts(Groups.Select(group => group.ToString()))),
        ("keys", CanonicalArray.OfObjects(Keys.Select(key => key.ToCanonical()))),
        ("person", Id.ToString()));

    /// <summary>An attestor's key is no person's: it can sign no statement.</summary>
    internal static void RequireOwn(ref MemberReader read, PersonKey key) => read.Require(
        key.Class != KeyClass.Attestor, RosterRefusals.AttestorKey(read.PathOf("keys")));

    internal static GroupId[] ReadGroups(ref MemberReader read)
    {
        GroupId[] groups = read.List<GroupId>("groups", 0, GroupsMax, GroupId.TryParse);
        bool isDistinct = groups.Distinct().Count() == groups.Length;
        if (read.IsRight) read.Require(isDistinct, RosterRefusals.DuplicateGroup(read.PathOf("groups")));
        return groups;
    }
}
