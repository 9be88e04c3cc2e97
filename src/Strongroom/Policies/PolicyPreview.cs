using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// What the policy would say now, and what is still missing: for people, never a decision. The same evaluator
/// as the Signer's explains which rule will apply and who may still approve.
/// </summary>
public sealed record PolicyPreview(Decision Decision, IReadOnlyList<QuorumGap> Gaps)
{
    /// <summary>The facts that the rule asks for.</summary>
    public IReadOnlyList<FactNeed> Needs { get; private init; } = [];

    /// <param name="policy">The policy in force.</param>
    /// <param name="intent">What is asked for.</param>
    /// <param name="facts">With the approvals so far.</param>
    /// <param name="people">Everybody who could approve; independent where one of the person's keys is.</param>
    public static PolicyPreview Of(
        Policy policy, Intent intent, PolicyFacts facts, IReadOnlyList<Participant> people)
    {
        Decision decision = PolicyEvaluation.Evaluate(policy, intent, facts);
        List<QuorumGap> gaps = [];
        if (!decision.IsApproved)
        {
            foreach (IReadOnlyList<QuorumTerm> terms in decision.Rule.Quorums)
                gaps.Add(Gap(decision.Rule, terms, facts, people));
        }

        return new PolicyPreview(decision, gaps) { Needs = NeedsOf(decision.Rule, intent, facts) };
    }

    private static IReadOnlyList<FactNeed> NeedsOf(Rule rule, Intent intent, PolicyFacts facts) =>
        intent is Intent.Movement movement
            ? [.. rule.Facts.Select(fact => FactNeed.Of(rule.Id, fact, movement, facts))]
            : [];

    private static QuorumGap Gap(
        Rule rule, IReadOnlyList<QuorumTerm> terms, PolicyFacts facts, IReadOnlyList<Participant> people)
    {
        QuorumMatching matching = Quorum.Match(terms, facts.Requester.Person, facts.Approvals);
        List<QuorumTerm> missing = [];
        for (int i = 0; i < terms.Count; i++)
        {
            int count = matching.MissingIn(i);
            if (count > 0) missing.Add(terms[i] with { Count = count });
        }

        int independent = Math.Max(0, rule.IndependentMin - matching.IndependentCount);
        List<PersonId> candidates = [];
        foreach (Participant person in people)
        {
            bool isCounted = person.Person == facts.Requester.Person
                || facts.Approvals.Any(approval => approval.Person == person.Person);
            if (isCounted) continue;
            int mask = QuorumMatching.MaskOf(terms, person.Groups);
            bool helps = matching.Missing > 0 ? matching.CanPlace(mask) : person.IsIndependent && mask != 0;
            if (helps) candidates.Add(person.Person);
        }

        return new QuorumGap(missing, independent, candidates);
    }
}
