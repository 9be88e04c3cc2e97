using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Cold;

/// <summary>
/// Judges governance leaves of the home journal again, from their own statements, by the state before them: a
/// home that is not itself could otherwise write a roster of its own into them.
/// </summary>
internal static class JudgeGovernance
{
    /// <summary>Null when the leaf follows from what it holds; it is not applied.</summary>
    internal static Refusal? Check(State state, GovernanceLeaf one) => one.Leaf switch
    {
        RegisteredLeaf registered => CheckRegistered(state, registered, one.Transcript()),
        EffectedLeaf effected => CheckEffected(state, effected, one.Transcript()),
        ClosedLeaf closed => CheckClosed(state, closed),
        FrozenLeaf frozen => Freeze.Decide(
            state, StatementCheck.Of(frozen.Statement, state), frozen.Stamp.Time, out _, out Refusal? refusal)
                ? null : refusal,
        ColdAddressesLeaf addresses => PoolAddresses.Check(state, addresses.Batch, addresses.Signature),
        StartedLeaf or ActivatedLeaf => null,
        _ => ColdRefusals.LeafUnexpected("governance", "leaves of the governance sequence"),
    };

    /// <summary>A registered leaf as the submission that it was.</summary>
    internal static Submission SubmissionOf(State state, RegisteredLeaf leaf) =>
        new(leaf.Intent, [.. leaf.Statements.Select(signed => StatementCheck.Of(signed, state))])
        {
            Attestations = [.. leaf.Attestations.Select(signed => AttestationCheck.Of(signed, state))],
        };

    private static Refusal? CheckRegistered(State state, RegisteredLeaf leaf, TranscriptEvidence? transcript)
    {
        Submission submission = SubmissionOf(state, leaf) with { Attachment = transcript };
        if (!RegisterIntent.Decide(
            state, submission, leaf.Stamp.Time, out Registration? registration, out Refusal? refusal))
            return refusal;
        if (registration.Earlier is not null) return Unexpected();
        bool isSame = registration.Rule == leaf.Rule && registration.NotBefore == leaf.NotBefore
            && registration.TakesEffect == leaf.Effect is not null
            && (leaf.Effect is null || Answers(state, registration.Demands, leaf.Effect));
        if (!isSame) return Unexpected();
        RegisteredLeaf again = registration.ToLeaf(leaf.Stamp, leaf.Effect?.Addresses ?? []);
        return IsSame(again.Effect, leaf.Effect) ? null : Unexpected();
    }

    private static Refusal? CheckEffected(State state, EffectedLeaf leaf, TranscriptEvidence? transcript)
    {
        EffectCall call = new(leaf.IntentDigest)
        {
            Transcripts = name => transcript?.Name == name ? transcript : null,
        };
        if (!EffectIntent.Decide(
            state, call, leaf.Stamp.Time, out Effecting? effecting, out Refusal? refusal))
            return refusal;
        if (effecting.IsEffective || !Answers(state, effecting.Demands, leaf.Effect)) return Unexpected();
        EffectedLeaf again = effecting.ToLeaf(leaf.Stamp, leaf.Effect.Addresses);
        return IsSame(again.Effect, leaf.Effect) ? null : Unexpected();
    }

    private static bool IsSame(IntentEffect? one, IntentEffect? other) =>
        one is null ? other is null : other is not null
            && one.ToObject().ToBytes().AsSpan().SequenceEqual(other.ToObject().ToBytes());

    // Which movements were closed is known at the home only, and closing one moves nothing.
    private static Refusal? CheckClosed(State state, ClosedLeaf leaf) =>
        Roll.Identify(state, StatementCheck.Of(leaf.Statement, state), out _);

    /// <summary>
    /// Whether these addresses answer those demands: what the fold would otherwise fall over.
    /// </summary>
    private static bool Answers(State state, IReadOnlyList<AccountDemand> demands, IntentEffect effect)
    {
        if (demands.Count != effect.Addresses.Count) return false;
        HashSet<string> taken = [];
        for (int i = 0; i < demands.Count; i++)
        {
            DerivedAddress derived = effect.Addresses[i];
            string address = TableKey.Address(demands[i].Chain, derived.Address);
            bool isNew = taken.Add(address) && !state.Table.TryGet(address, out _);
            if (!isNew || !derived.Answers(demands[i])) return false;
        }

        return true;
    }

    private static Refusal Unexpected() =>
        ColdRefusals.LeafUnexpected("governance", "what rule and statements of the leaf come to");
}
