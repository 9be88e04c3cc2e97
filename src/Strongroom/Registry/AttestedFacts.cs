using System.Diagnostics.CodeAnalysis;
using Strongroom.Attestations;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Roster;

namespace Strongroom.Registry;

/// <summary>
/// The attestations of one submission as the policy sees them. One that is wrong refuses the submission;
/// none is passed over.
/// </summary>
internal static class AttestedFacts
{
    internal static bool TryCollect(
        State state,
        Submission submission,
        [NotNullWhen(true)] out AttestedFact[]? attested,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        attested = [];
        refusal = null;
        if (submission.Attestations.Count == 0) return true;
        refusal = submission.Attestations.Count <= Submission.AttestationsMax ? null : new Refusal(
            RegistryRefusal.TooManyAttestations,
            "Too many attestations.",
            "attestations",
            $"at most {Submission.AttestationsMax}");
        if (refusal is not null) return false;
        AttestedFact[] facts = new AttestedFact[submission.Attestations.Count];
        HashSet<(AttestorId, FactSubject)> seen = [];
        for (int i = 0; i < facts.Length; i++)
        {
            AttestationCheck check = submission.Attestations[i];
            Attestation attestation = check.Signed.Attestation;
            refusal = check.Fault;
            // Verified against a roster that may have changed since.
            bool isThere = state.Roster.TryGetAttestor(check.Signed.Key, out Attestor? attestor, out _)
                && attestor!.Id == attestation.Attestor;
            if (!isThere) refusal ??= AttestationRefusals.UnknownKey();
            if (!seen.Add((attestation.Attestor, attestation.Subject))) refusal ??= Twice();
            if (refusal is not null) return false;
            facts[i] = new AttestedFact(check.Signed, attestor!.Groups);
        }

        attested = facts;
        return true;
    }

    // An older answer beside a newer one would let the caller choose.
    private static Refusal Twice() => new(
        RegistryRefusal.AttestationTwice,
        "An attestor speaks twice about one subject.",
        "attestations",
        "the latest attestation of each attestor");
}
