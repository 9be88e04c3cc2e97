using Strongroom.Attestations;
using Strongroom.Roster;

namespace Strongroom.Registry;

/// <summary>
/// An attestation with the outcome of its cryptographic verification, which runs outside the writer's lock.
/// That the attestor is still in the roster is looked up again at the decision, as with <see
/// cref="StatementCheck"/>.
/// </summary>
public sealed class AttestationCheck
{
    private AttestationCheck(SignedAttestation signed, Refusal? fault)
    {
        Signed = signed;
        Fault = fault;
    }

    public SignedAttestation Signed { get; }

    /// <summary>Why the attestation counts for nothing, if so.</summary>
    public Refusal? Fault { get; }

    public static AttestationCheck Of(SignedAttestation signed, State state) => new(
        signed,
        AttestationVerification.Verify(
            signed, state.Roster, state.Institution, state.Founding.Founding.Station));
}
