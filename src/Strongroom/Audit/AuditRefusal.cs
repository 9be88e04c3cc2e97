namespace Strongroom.Audit;

/// <summary>The refusal codes of the room Audit.</summary>
public static class AuditRefusal
{
    public const string NoteMalformed = "audit.note-malformed";
    public const string KeyMalformed = "audit.key-malformed";
    public const string CheckpointMalformed = "audit.checkpoint-malformed";
    public const string ProofMalformed = "audit.proof-malformed";
    public const string RequestMalformed = "audit.request-malformed";
    public const string OriginWrong = "audit.origin-wrong";
    public const string SignatureMissing = "audit.signature-missing";
    public const string SignatureInvalid = "audit.signature-invalid";
    public const string WitnessesTooFew = "audit.witnesses-too-few";
    public const string InclusionInvalid = "audit.inclusion-invalid";
    public const string ConsistencyInvalid = "audit.consistency-invalid";
    public const string BundleMalformed = "audit.bundle-malformed";
    public const string TileMissing = "audit.tile-missing";
    public const string TileWrong = "audit.tile-wrong";
    public const string RootWrong = "audit.root-wrong";
    public const string LeafOutside = "audit.leaf-outside";
    public const string AttachmentTooLarge = "audit.attachment-too-large";
    public const string RolledBack = "audit.rolled-back";
    public const string Forked = "audit.forked";
    public const string SourceUnreadable = "audit.source-unreadable";
    public const string SegmentDamaged = "audit.segment-damaged";
}
