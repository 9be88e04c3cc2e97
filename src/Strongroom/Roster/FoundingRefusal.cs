namespace Strongroom.Roster;

/// <summary>The refusal codes of founding files.</summary>
public static class FoundingRefusal
{
    public const string UnknownSchema = "founding.unknown-schema";
    public const string Station = "founding.station";
    public const string Profile = "founding.profile";
    public const string Witnesses = "founding.witnesses";
    public const string SignatureMissing = "founding.signature-missing";
    public const string SignatureUnexpected = "founding.signature-unexpected";
    public const string SignatureInvalid = "founding.signature-invalid";
}
