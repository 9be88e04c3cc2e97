namespace Strongroom.Ceremonies;

/// <summary>The refusal codes of ceremonies: plans, people, transcripts.</summary>
public static class CeremonyRefusal
{
    public const string UnknownPurpose = "ceremony.unknown-purpose";
    public const string Threshold = "ceremony.threshold";
    public const string RoleTwice = "ceremony.role-twice";
    public const string SiteRule = "ceremony.site-rule";
    public const string Recipient = "ceremony.recipient";
    public const string Root = "ceremony.root";
    public const string PurposeMembers = "ceremony.purpose-members";
    public const string SuccessorOrigin = "ceremony.successor-origin";
    public const string Tokens = "ceremony.tokens";
    public const string TokenTwice = "ceremony.token-twice";
    public const string Residency = "ceremony.residency";
    public const string RoleMissing = "ceremony.role-missing";
    public const string UnknownSchema = "ceremony.unknown-schema";
    public const string NotACeremony = "ceremony.not-a-ceremony";
    public const string ChainBroken = "ceremony.chain-broken";
    public const string StepsDiffer = "ceremony.steps-differ";
    public const string SignatureUnexpected = "ceremony.signature-unexpected";
    public const string SignatureInvalid = "ceremony.signature-invalid";
    public const string SignatureMissing = "ceremony.signature-missing";
}
