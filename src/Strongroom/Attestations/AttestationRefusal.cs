namespace Strongroom.Attestations;

/// <summary>
/// The refusal codes of attestations on their own; whether a fact suffices is the policy's to say.
/// </summary>
public static class AttestationRefusal
{
    public const string UnknownSchema = "attestation.unknown-schema";
    public const string UnknownKind = "attestation.unknown-kind";
    public const string AssetElsewhere = "attestation.asset-elsewhere";
    public const string ZeroPrice = "attestation.zero-price";
    public const string OtherInstitution = "attestation.other-institution";
    public const string UnknownKey = "attestation.unknown-key";
    public const string OtherAttestor = "attestation.other-attestor";
    public const string BadSignature = "attestation.bad-signature";
}
