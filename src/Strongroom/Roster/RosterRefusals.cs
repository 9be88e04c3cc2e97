namespace Strongroom.Roster;

/// <summary>The refusals of people and their keys as values; each is written once.</summary>
internal static class RosterRefusals
{
    internal static Refusal KeyClass() => new(
        RosterRefusal.KeyClass,
        "The class does not fit the algorithm.",
        "class",
        "station for webauthn keys, independent or service for the others, attestor for an attestor's");

    internal static Refusal CredentialId() => new(
        RosterRefusal.CredentialId,
        "A credential id is absent or out of place.",
        "credentialId",
        $"1 to {PersonKey.CredentialIdBytesMax} bytes with webauthn keys, none with the others");

    internal static Refusal PublicKey(string accepted) => new(
        RosterRefusal.PublicKey, "This is not a public key of the algorithm.", "publicKey", accepted);

    internal static Refusal KeyId(string field) => new(
        RosterRefusal.KeyId, "The id is not the one that follows from the key.", field);

    internal static Refusal DuplicateGroup(string field) => new(
        RosterRefusal.DuplicateGroup, "A person is listed twice in a group.", field, "each group once");

    internal static Refusal DuplicateKey() => new(
        RosterRefusal.DuplicateKey, "A key stands twice in the roster.", "keys", "each key once, with one person");

    internal static Refusal DuplicatePerson() => new(
        RosterRefusal.DuplicatePerson, "A person is listed twice.", "people", "each person once");

    internal static Refusal UnknownPerson() => new(
        RosterRefusal.UnknownPerson, "A removed person is not in the roster.", "removed", "people of the roster");

    internal static Refusal AttestorKey(string field) => new(
        RosterRefusal.AttestorKey,
        "People and attestors never share a class of keys.",
        field,
        "keys of class attestor with attestors, of the other classes with people");

    internal static Refusal DuplicateAttestor() => new(
        RosterRefusal.DuplicateAttestor,
        "An attestor is listed twice, or has a person's name.",
        "attestors",
        "each attestor once, under a name of its own");

    internal static Refusal UnknownAttestor() => new(
        RosterRefusal.UnknownAttestor,
        "A removed attestor is not in the roster.",
        "removedAttestors",
        "attestors of the roster");

    internal static Refusal MixedGroup() => new(
        RosterRefusal.MixedGroup,
        "A group holds people and attestors.",
        "attestors.groups",
        "groups of attestors only");

    internal static Refusal PossessionMissing(string field) => new(
        RosterRefusal.PossessionMissing,
        "A new key comes without proof that its holder has it.",
        field,
        "a signature by the key itself over genesis, person and key");

    internal static Refusal PossessionInvalid(string field) => new(
        RosterRefusal.PossessionInvalid, "The proof of possession does not verify.", field);
}
