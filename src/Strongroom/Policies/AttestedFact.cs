using Strongroom.Attestations;
using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>An attestation whose signature holds, with the groups of the attestor who made it.</summary>
public sealed record AttestedFact(SignedAttestation Signed, IReadOnlyCollection<GroupId> Groups)
{
    /// <summary>
    /// How far the clocks of attestors may run ahead of the Signer's. Short, since it adds to every maximum
    /// age.
    /// </summary>
    public static readonly TimeSpan ClockSkewMax = TimeSpan.FromSeconds(30);

    internal Attestation Attestation => Signed.Attestation;

    /// <summary>Neither older than this, nor from the future.</summary>
    public bool IsFresh(Timestamp now, int ageMaxSeconds)
    {
        TimeSpan age = now - Attestation.ObservedAt;
        return age >= -ClockSkewMax && age <= TimeSpan.FromSeconds(ageMaxSeconds);
    }
}
