using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>
/// What a <c>roster-change</c> intent asks for: the new state, whole, of the listed people, and who leaves.
/// Parsing, the
/// check of the proofs and applying are apart: a decision does all three, a fold of the journal only applies.
/// </summary>
public sealed class RosterAmendment
{
    private readonly Intent.RosterChange _intent;
    private readonly Person[] _people;
    private readonly Dictionary<KeyId, StatementSignature> _proofs;

    private RosterAmendment(
        Intent.RosterChange intent, Person[] people, Dictionary<KeyId, StatementSignature> proofs)
    {
        _intent = intent;
        _people = people;
        _proofs = proofs;
    }

    public IReadOnlyList<Person> People => _people;

    public IReadOnlyList<PersonId> Removed => _intent.Removed;

    public static bool TryParse(
        Intent.RosterChange intent,
        [NotNullWhen(true)] out RosterAmendment? amendment,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        amendment = null;
        refusal = null;
        Person[] people = new Person[intent.People.Count];
        Dictionary<KeyId, StatementSignature> proofs = [];
        for (int i = 0; i < people.Length; i++)
        {
            MemberReader read = new(intent.People[i], $"people[{i}]");
            people[i] = ReadPerson(ref read, proofs);
            if (!read.TryEnd(out refusal)) return false;
        }

        PersonId[] named = [.. people.Select(person => person.Id), .. intent.Removed];
        if (named.Distinct().Count() < named.Length) refusal = RosterRefusals.DuplicatePerson();
        if (refusal is null) amendment = new RosterAmendment(intent, people, proofs);
        return amendment is not null;
    }

    /// <summary>Null when every key that the person did not have yet comes with a proof that holds.</summary>
    public Refusal? CheckProofs(RosterState present, StationPin station)
    {
        for (int i = 0; i < _people.Length; i++)
        {
            for (int k = 0; k < _people[i].Keys.Count; k++)
            {
                PersonKey key = _people[i].Keys[k];
                string field = $"people[{i}].keys[{k}].possession";
                if (!_proofs.TryGetValue(key.Id, out StatementSignature? proof))
                {
                    bool isOld = present.TryGetKey(key.Id, out Person? holder, out _) && holder.Id == _people[i].Id;
                    if (!isOld) return RosterRefusals.PossessionMissing(field);
                }
                else if (PossessionProof.Verify(key, proof, _intent.Institution, _people[i].Id, station) is not null)
                {
                    return RosterRefusals.PossessionInvalid(field);
                }
            }
        }

        return null;
    }

    /// <summary>
    /// The roster after the change. Refused: somebody removed who is not there, a key with two people.
    /// </summary>
    public bool TryApply(
        RosterState present,
        [NotNullWhen(true)] out RosterState? next,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        next = null;
        refusal = RosterRefusals.UnknownPerson();
        if (!Removed.All(person => present.TryGetPerson(person, out _))) return false;
        HashSet<PersonId> replaced = [.. Removed, .. _people.Select(person => person.Id)];
        IEnumerable<Person> kept = present.People.Where(person => !replaced.Contains(person.Id));
        return RosterState.TryCreate(kept.Concat(_people), out next, out refusal);
    }

    private static Person ReadPerson(ref MemberReader read, Dictionary<KeyId, StatementSignature> proofs)
    {
        PersonId id = read.Person("person");
        GroupId[] groups = Person.ReadGroups(ref read);
        CanonicalObject[] bodies = read.Objects("keys", 1, Person.KeysMax);
        PersonKey[] keys = new PersonKey[bodies.Length];
        for (int i = 0; i < bodies.Length && read.IsRight; i++)
        {
            MemberReader inner = new(bodies[i], read.PathOf($"keys[{i}]"));
            keys[i] = ReadKey(ref inner, proofs)!;
            inner.TryEnd(out Refusal? wrong);
            read.Keep(wrong);
        }

        return new Person(id, groups, keys);
    }

    private static PersonKey? ReadKey(ref MemberReader read, Dictionary<KeyId, StatementSignature> proofs)
    {
        PersonKey? key = PersonKey.Read(ref read);
        if (!read.Has("possession")) return key;
        CanonicalObject body = read.Object("possession");
        if (key is null || !read.IsRight) return null;
        if (!StatementSignature.TryParse(body, out StatementSignature? proof, out Refusal? refusal))
            read.Keep(refusal with { Field = read.PathOf("possession") });
        else if (!proofs.TryAdd(key.Id, proof))
            read.Keep(RosterRefusals.DuplicateKey());
        return key;
    }
}
