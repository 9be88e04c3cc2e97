using Strongroom.Attestations;

namespace Strongroom.Server.Attestations;

/// <summary>What was taken: by whom, about what, seen when.</summary>
internal sealed record AttestationOutput(string Attestor, string Kind, string Subject, string ObservedAt)
{
    internal static AttestationOutput Of(Attestation attestation) => new(
        attestation.Attestor.ToString(),
        attestation.Subject.Kind.ToText(),
        attestation.Subject.ToString(),
        attestation.ObservedAt.ToString());
}
