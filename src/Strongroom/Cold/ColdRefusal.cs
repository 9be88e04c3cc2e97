namespace Strongroom.Cold;

/// <summary>Why a trip to a cold Signer, or what came back from it, is refused.</summary>
public static class ColdRefusal
{
    // Both ways.
    public const string OtherInstitution = "cold.other-institution";
    public const string OtherSigner = "cold.other-signer";
    public const string SignatureInvalid = "cold.signature-invalid";
    public const string LeafUnexpected = "cold.leaf-unexpected";
    public const string JournalDiffers = "cold.journal-differs";

    // A request, at the cold Signer.
    public const string CheckpointOlder = "cold.checkpoint-older";
    public const string RequestReplayed = "cold.request-replayed";
    public const string RequestStale = "cold.request-stale";
    public const string JournalBehind = "cold.journal-behind";
    public const string GovernanceMissing = "cold.governance-missing";
    public const string GovernanceUnproven = "cold.governance-unproven";
    public const string KeyElsewhere = "cold.key-elsewhere";
    public const string NonceTaken = "cold.nonce-taken";
    public const string BytesDiffer = "cold.bytes-differ";
    public const string Declined = "cold.declined";

    // A response or a batch of addresses, at the home Signer.
    public const string ResponseReplayed = "cold.response-replayed";
    public const string Unrecorded = "cold.unrecorded";
    public const string SignatureWrong = "cold.signature-wrong";
    public const string NothingWaits = "cold.nothing-waits";
    public const string BatchGap = "cold.batch-gap";
    public const string AddressKnown = "cold.address-known";
    public const string Level = "cold.level";
}
