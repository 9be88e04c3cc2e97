namespace Strongroom.Intents;

/// <summary>The refusals of canonical JSON as values; each is written once.</summary>
internal static class JsonRefusals
{
    internal static Refusal TooLarge(int bytesMax) => new(
        JsonRefusal.TooLarge, "There are more bytes than this format takes.", null, $"at most {bytesMax} bytes");

    internal static Refusal Malformed() => new(
        JsonRefusal.Malformed, "This is not one JSON object in UTF-8.", null, "one object, nothing before or after it");

    internal static Refusal NotCanonical() => new(
        JsonRefusal.NotCanonical,
        "The bytes differ from their own canonical form.",
        null,
        "RFC 8785: no white space, names sorted, only the quote and the backslash escaped");

    internal static Refusal DuplicateName() => new(
        JsonRefusal.DuplicateName, "A name stands twice in one object.", null, "each name once");

    internal static Refusal Name() => new(
        JsonRefusal.Name,
        "A member's name is not one that any format uses.",
        null,
        $"1 to {CanonicalJson.NameLengthMax} of A-Z a-z 0-9 . _ : / * -");

    internal static Refusal ForbiddenCharacter() => new(
        JsonRefusal.ForbiddenCharacter,
        "A text holds a character that could hide or reorder what a person reads.",
        null,
        "no control characters, no bidirectional controls, no line separators, no byte-order mark");

    internal static Refusal Number() => new(
        JsonRefusal.Number,
        "A number is not a plain integer.",
        null,
        $"digits without sign, leading zero, fraction or exponent, at most {CanonicalJson.IntegerMax}");

    internal static Refusal Null() => new(
        JsonRefusal.Null, "There is no null: an absent member is absent.", null, "leave the member out");

    internal static Refusal TooDeep() => new(
        JsonRefusal.TooDeep, "The value is nested too deeply.", null, $"at most {CanonicalJson.DepthMax} levels");

    internal static Refusal UnknownMember(string? field) => new(
        JsonRefusal.UnknownMember, "There is a member that the format does not name.", field, "the named members only");

    internal static Refusal MissingMember(string field) => new(
        JsonRefusal.MissingMember, "A member that the format demands is absent.", field);

    internal static Refusal WrongType(string field, string accepted) => new(
        JsonRefusal.WrongType, "The member is of another JSON type.", field, accepted);

    internal static Refusal MalformedValue(string? field, string accepted) => new(
        JsonRefusal.MalformedValue, "The value is not in the form that the format demands.", field, accepted);
}
