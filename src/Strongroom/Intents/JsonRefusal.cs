namespace Strongroom.Intents;

/// <summary>The refusal codes of canonical JSON and of the values in it.</summary>
public static class JsonRefusal
{
    public const string TooLarge = "json.too-large";
    public const string Malformed = "json.malformed";
    public const string NotCanonical = "json.not-canonical";
    public const string DuplicateName = "json.duplicate-name";
    public const string Name = "json.name";
    public const string ForbiddenCharacter = "json.forbidden-character";
    public const string Number = "json.number";
    public const string Null = "json.null";
    public const string TooDeep = "json.too-deep";
    public const string UnknownMember = "json.unknown-member";
    public const string MissingMember = "json.missing-member";
    public const string WrongType = "json.wrong-type";
    public const string MalformedValue = "json.malformed-value";
}
