using Strongroom.Attestations;

namespace Strongroom.Policies;

/// <summary>
/// What the policy says about one intent: the rule that decided, the trail that led to it, and a refusal
/// unless the rule's quorum is complete.
/// </summary>
public sealed record Decision(Rule Rule, IReadOnlyList<RuleTrace> Trail, Refusal? Refusal)
{
    /// <summary>The attestations that it rests on: with these alone it comes out the same.</summary>
    public IReadOnlyList<SignedAttestation> Attestations { get; init; } = [];

    public bool IsApproved => Refusal is null;

    /// <summary>The trail in sentences, in the order in which the rules were tried.</summary>
    public IReadOnlyList<string> Explain()
    {
        List<string> sentences = new(Trail.Count + 1);
        foreach (RuleTrace trace in Trail) sentences.Add(trace.ToString());
        if (Refusal is not null) sentences.Add(Refusal.Message);
        return sentences;
    }
}
