using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Roster;

namespace Strongroom.Registry;

/// <summary>
/// A roster change against the state: proofs of possession, and a policy that stays satisfiable.
/// </summary>
internal static class RosterUpdate
{
    internal static Refusal? Check(State state, Intent.RosterChange intent)
    {
        if (!RosterAmendment.TryParse(intent, out RosterAmendment? amendment, out Refusal? refusal))
            return refusal;
        refusal = amendment.CheckProofs(state.Roster, state.Founding.Founding.Station);
        if (refusal is not null) return refusal;
        return amendment.TryApply(state.Roster, out RosterState? next, out refusal)
            ? PolicyLint.Check(state.Policy, Participants.Of(next), Participants.AttestorsOf(next))
            : refusal;
    }

    /// <summary>The roster after a change that a leaf records.</summary>
    internal static RosterState Apply(RosterState present, Intent.RosterChange intent)
    {
        RosterState? next = null;
        bool isApplied = RosterAmendment.TryParse(intent, out RosterAmendment? amendment, out _)
            && amendment.TryApply(present, out next, out _);
        Invariant.Holds(isApplied && next is not null);
        return next;
    }
}
