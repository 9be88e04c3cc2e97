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
    private readonly Attestor[] _attestors;
    private readonly Dictionary<KeyId, StatementSignature> _proofs;

    private RosterAmendment(
        Intent.RosterChange intent,
        Person[] people,
        Attestor[] attestors,
        Dictionary<KeyId, StatementSignature> proofs)
    {
        _intent = intent;
        _people = people;
        _attestors = attestors;
        _proofs = proofs;
    }

    public IReadOnlyList<Person> People => _people;

    public IReadOnlyList<PersonId> Removed => _intent.Removed;

    public IReadOnlyList<Attestor> Attestors => _attestors;

    public IReadOnlyList<AttestorId> RemovedAttestors => _intent.RemovedAttestors;

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

        Attestor[] attestors = new Attestor[intent.Attestors.Count];
        for (int i = 0; i < attestors.Length; i++)
        {
            MemberReader read = new(intent.Attestors[i], $"attestors[{i}]");
            attestors[i] = Attestor.Read(ref read, proofs);
            if (!read.TryEnd(out refusal)) return false;
        }

        PersonId[] named = [.. people.Select(person => person.Id), .. intent.Removed];
        if (named.Distinct().Count() < named.Length) refusal = RosterRefusals.DuplicatePerson();
        AttestorId[] others = [.. attestors.Select(attestor => attestor.Id), .. intent.RemovedAttestors];
        if (others.Distinct().Count() < others.Length) refusal ??= RosterRefusals.DuplicateAttestor();
        if (refusal is null) amendment = new RosterAmendment(intent, people, attestors, proofs);
        return amendment is not null;
    }

    /// <summary>Null when every key that the person did not have yet comes with a proof that holds.</summary>
    public Refusal? CheckProofs(RosterState present, StationPin station)
    {
        for (int i = 0; i < _people.Length; i++)
        {
            PersonId id = _people[i].Id;
            for (int k = 0; k < _people[i].Keys.Count; k++)
            {
                PersonKey key = _people[i].Keys[k];
                bool isOld = present.TryGetKey(key.Id, out Person? holder, out _) && holder.Id == id;
                Digest hash = PossessionProof.HashOf(_intent.Institution, id, key.Id);
                string field = $"people[{i}].keys[{k}].possession";
                if (CheckProof(new Entering(key, isOld, hash, field), station) is { } refusal) return refusal;
            }
        }

        for (int i = 0; i < _attestors.Length; i++)
        {
            AttestorId id = _attestors[i].Id;
            for (int k = 0; k < _attestors[i].Keys.Count; k++)
            {
                PersonKey key = _attestors[i].Keys[k];
                bool isOld = present.TryGetAttestor(key.Id, out Attestor? holder, out _) && holder.Id == id;
                Digest hash = PossessionProof.HashOf(_intent.Institution, id, key.Id);
                string field = $"attestors[{i}].keys[{k}].possession";
                if (CheckProof(new Entering(key, isOld, hash, field), station) is { } refusal) return refusal;
            }
        }

        return null;
    }

    /// <summary>
    /// The roster after the change. Refused: somebody removed who is not there, a key with two of them.
    /// </summary>
    public bool TryApply(
        RosterState present,
        [NotNullWhen(true)] out RosterState? next,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        next = null;
        refusal = RosterRefusals.UnknownPerson();
        if (!Removed.All(person => present.TryGetPerson(person, out _))) return false;
        refusal = RosterRefusals.UnknownAttestor();
        HashSet<AttestorId> known = [.. present.Attestors.Select(attestor => attestor.Id)];
        if (!RemovedAttestors.All(known.Contains)) return false;
        HashSet<PersonId> replaced = [.. Removed, .. _people.Select(person => person.Id)];
        IEnumerable<Person> kept = present.People.Where(person => !replaced.Contains(person.Id));
        HashSet<AttestorId> renewed = [.. RemovedAttestors, .. _attestors.Select(attestor => attestor.Id)];
        IEnumerable<Attestor> stay = present.Attestors.Where(attestor => !renewed.Contains(attestor.Id));
        return RosterState.TryCreate(kept.Concat(_people), stay.Concat(_attestors), out next, out refusal);
    }

    private Refusal? CheckProof(Entering entering, StationPin station)
    {
        if (!_proofs.TryGetValue(entering.Key.Id, out StatementSignature? proof))
            return entering.IsOld ? null : RosterRefusals.PossessionMissing(entering.Field);
        return StatementVerification.Verify(entering.Key, proof, entering.Hash, station) is null
            ? null
            : RosterRefusals.PossessionInvalid(entering.Field);
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

        for (int i = 0; i < keys.Length && read.IsRight; i++) Person.RequireOwn(ref read, keys[i]);
        return new Person(id, groups, keys);
    }

    internal static PersonKey? ReadKey(ref MemberReader read, Dictionary<KeyId, StatementSignature> proofs)
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

    private sealed record Entering(PersonKey Key, bool IsOld, Digest Hash, string Field);
}
