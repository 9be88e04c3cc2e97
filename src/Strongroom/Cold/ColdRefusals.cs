namespace Strongroom.Cold;

/// <summary>Refusals of this room that more than one decision gives.</summary>
internal static class ColdRefusals
{
    internal static Refusal OtherInstitution() => new(
        ColdRefusal.OtherInstitution,
        "This was made for another institution.",
        "institution",
        "the own genesis");

    internal static Refusal OtherSigner() => new(
        ColdRefusal.OtherSigner,
        "This is for, or from, another cold Signer.",
        "cold",
        "the origin of a registered cold Signer, and at that Signer its own");

    internal static Refusal SignatureInvalid() => new(
        ColdRefusal.SignatureInvalid,
        "The signature is not the journal key's over these bytes.",
        "signature",
        "the file as it was written");

    internal static Refusal LeafUnexpected(string field, string accepted) => new(
        ColdRefusal.LeafUnexpected, "The leaf is about something else.", field, accepted);

    internal static Refusal JournalDiffers() => new(
        ColdRefusal.JournalDiffers,
        "The cold Signer's journal does not continue the one that the home journal knows.",
        "journal",
        "the one journal of this cold Signer");

    internal static Refusal GovernanceMissing() => new(
        ColdRefusal.GovernanceMissing,
        "Leaves that govern movements are missing, or are not those of the home journal.",
        "governance",
        "all of them since the last trip");

    /// <summary>The code of what was wrong stands in the sentence.</summary>
    internal static Refusal GovernanceUnproven(Refusal cause) => new(
        ColdRefusal.GovernanceUnproven,
        $"A governance leaf does not follow from its own statements: {cause.Code}.",
        "governance",
        "leaves that the roster and policy before them allow");
}
