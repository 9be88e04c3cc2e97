using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>
/// Who signs facts: <c>{"attestor","groups","keys"}</c>. Not a person: its keys have a class of their own
/// and are never looked up for statements, and no group holds attestors and people.
/// </summary>
public sealed class Attestor
{
    public const int GroupsMax = 8;
    public const int KeysMax = 4;

    internal Attestor(AttestorId id, GroupId[] groups, PersonKey[] keys)
    {
        Id = id;
        Groups = groups;
        Keys = keys;
    }

    public AttestorId Id { get; }

    public IReadOnlyList<GroupId> Groups { get; }

    public IReadOnlyList<PersonKey> Keys { get; }

    public bool IsIn(GroupId group) => Groups.Contains(group);

    public CanonicalObject ToCanonical() => CanonicalObject.Of(
        ("attestor", Id.ToString()),
        ("groups", CanonicalArray.OfTexts(Groups.Select(group => group.ToString()))),
        ("keys", CanonicalArray.OfObjects(Keys.Select(key => key.ToCanonical()))));

    /// <summary>Reads an attestor whose keys carry no proofs: in a founding file or a snapshot.</summary>
    internal static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out Attestor? attestor,
        [NotNullWhen(false)] out Refusal? refusal,
        string path = "")
    {
        MemberReader read = new(body, path);
        Attestor whole = Read(ref read, proofs: null);
        attestor = read.TryEnd(out refusal) ? whole : null;
        return attestor is not null;
    }

    /// <summary>With <paramref name="proofs"/>, a proof of possession may stand beside each key.</summary>
    internal static Attestor Read(ref MemberReader read, Dictionary<KeyId, StatementSignature>? proofs)
    {
        AttestorId id = read.Parse<AttestorId>("attestor", AttestorId.TryParse);
        GroupId[] groups = Person.ReadGroups(ref read);
        CanonicalObject[] bodies = read.Objects("keys", 1, KeysMax);
        PersonKey[] keys = new PersonKey[bodies.Length];
        for (int i = 0; i < bodies.Length && read.IsRight; i++)
        {
            MemberReader inner = new(bodies[i], read.PathOf($"keys[{i}]"));
            keys[i] = proofs is null
                ? PersonKey.Read(ref inner)!
                : RosterAmendment.ReadKey(ref inner, proofs)!;
            inner.TryEnd(out Refusal? wrong);
            read.Keep(wrong);
            if (!read.IsRight) break;
            read.Require(
                keys[i].Class == KeyClass.Attestor,
                RosterRefusals.AttestorKey(read.PathOf($"keys[{i}].class")));
        }

        string accepted = $"1 to {GroupsMax} groups";
        bool isGrouped = groups.Length is > 0 and <= GroupsMax;
        read.Require(isGrouped, JsonRefusals.MalformedValue(read.PathOf("groups"), accepted));
        return new Attestor(id, groups, keys);
    }
}
