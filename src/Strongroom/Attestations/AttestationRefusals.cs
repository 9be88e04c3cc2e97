namespace Strongroom.Attestations;

/// <summary>The refusals of attestations as values; each is written once.</summary>
internal static class AttestationRefusals
{
    internal static Refusal UnknownSchema() => new(
        AttestationRefusal.UnknownSchema,
        "This is not an attestation of a version known here.",
        "attestation.schema",
        Attestation.Schema);

    internal static Refusal UnknownKind() => new(
        AttestationRefusal.UnknownKind,
        "Attestors do not say such things.",
        "kind",
        string.Join(", ", FactKinds.All.Select(kind => kind.ToText())));

    internal static Refusal AssetElsewhere() => new(
        AttestationRefusal.AssetElsewhere,
        "The asset does not lie on the account's chain.",
        "attestation.subject.asset",
        "an asset of the account's chain");

    internal static Refusal ZeroPrice() => new(
        AttestationRefusal.ZeroPrice,
        "Nothing costs nothing, and a ratio needs a divisor.",
        "attestation.value",
        "minorUnits and baseUnits of more than 0");

    internal static Refusal OtherInstitution() => new(
        AttestationRefusal.OtherInstitution,
        "The attestation is for another institution.",
        "attestation.institution",
        "the genesis of this institution");

    internal static Refusal UnknownKey() => new(
        AttestationRefusal.UnknownKey,
        "The key is no attestor's of the roster.",
        "attestations.key",
        "a key of an attestor that the roster lists now");

    internal static Refusal OtherAttestor() => new(
        AttestationRefusal.OtherAttestor,
        "The key belongs to another attestor.",
        "attestation.attestor",
        "the attestor whose key signed");

    internal static Refusal BadSignature() => new(
        AttestationRefusal.BadSignature,
        "The signature does not verify under this key.",
        "attestations.signature");
}
