namespace Strongroom.Intents;

/// <summary>The refusal codes of statements and of the signatures under them.</summary>
public static class StatementRefusal
{
    public const string UnknownVerdict = "statement.unknown-verdict";
    public const string IntentCount = "statement.intent-count";
    public const string DuplicateIntent = "statement.duplicate-intent";
    public const string UnknownSignatureType = "statement.unknown-signature-type";
    public const string TooEarly = "statement.too-early";
    public const string TooLate = "statement.too-late";
    public const string OtherGenesis = "statement.other-genesis";
    public const string UnknownKey = "statement.unknown-key";
    public const string OtherPerson = "statement.other-person";
    public const string OtherSignatureType = "statement.other-signature-type";
    public const string BadSignature = "statement.bad-signature";
}
