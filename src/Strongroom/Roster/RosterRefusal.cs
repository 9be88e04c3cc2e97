namespace Strongroom.Roster;

/// <summary>The refusal codes of people and their keys.</summary>
public static class RosterRefusal
{
    public const string KeyClass = "roster.key-class";
    public const string CredentialId = "roster.credential-id";
    public const string PublicKey = "roster.public-key";
    public const string KeyId = "roster.key-id";
    public const string DuplicateGroup = "roster.duplicate-group";
    public const string DuplicateKey = "roster.duplicate-key";
    public const string DuplicatePerson = "roster.duplicate-person";
    public const string UnknownPerson = "roster.unknown-person";
    public const string AttestorKey = "roster.attestor-key";
    public const string DuplicateAttestor = "roster.duplicate-attestor";
    public const string UnknownAttestor = "roster.unknown-attestor";
    public const string MixedGroup = "roster.mixed-group";
    public const string PossessionMissing = "roster.possession-missing";
    public const string PossessionInvalid = "roster.possession-invalid";
}
