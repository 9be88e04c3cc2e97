using Strongroom.Attestations;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>
/// Verifies attestations (docs/formats/attestation.md) under the roster of the moment. In this order: the
/// institution, the key, the attestor, the signature. A person's key is not found, nor that of an attestor
/// who left.
/// </summary>
public static class AttestationVerification
{
    /// <summary>Null when an attestor of this roster said so to this institution.</summary>
    public static Refusal? Verify(
        SignedAttestation signed, RosterState roster, Digest genesis, StationPin station)
    {
        Attestation attestation = signed.Attestation;
        if (attestation.Institution != genesis) return AttestationRefusals.OtherInstitution();
        if (!roster.TryGetAttestor(signed.Key, out Attestor? attestor, out PersonKey? key))
            return AttestationRefusals.UnknownKey();
        if (attestor.Id != attestation.Attestor) return AttestationRefusals.OtherAttestor();
        return StatementVerification.Verify(key, signed.Signature, attestation.Hash, station) is null
            ? null
            : AttestationRefusals.BadSignature();
    }
}
