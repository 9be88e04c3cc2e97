using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// What is refused at proposal and needs the roster (docs/formats/policy.md): unknown groups, quorums that
/// cannot be completed beside some possible requester of the rule, and rules that earlier ones make
/// unreachable.
/// </summary>
public static class PolicyLint
{
    /// <summary>Null when the policy can be put in force over these people.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="people">Everybody who could request or approve.</param>
    /// <param name="attestors">How many attestors each of their groups has.</param>
    public static Refusal? Check(
        Policy policy, IReadOnlyList<Participant> people, IReadOnlyDictionary<GroupId, int> attestors)
    {
        HashSet<GroupId> groups = [];
        foreach (Participant person in people) groups.UnionWith(person.Groups);
        for (int i = 0; i < policy.Rules.Count; i++)
        {
            Rule rule = policy.Rules[i];
            if (CheckGroups(rule, groups) is { } unknown) return unknown;
            if (CheckQuorums(rule, people) is { } unsatisfiable) return unsatisfiable;
            if (CheckFacts(rule, attestors) is { } unattested) return unattested;
            if (RuleReach.IsUnreachable(policy.Rules, i))
            {
                return new Refusal(
                    PolicyRefusal.RuleUnreachable,
                    $"Earlier rules decide everything that rule {rule.Id} could.",
                    "rules",
                    "the narrower rule first");
            }
        }

        return null;
    }

    private static Refusal? CheckGroups(Rule rule, HashSet<GroupId> groups)
    {
        foreach (GroupId group in rule.Groups)
        {
            if (groups.Contains(group)) continue;
            return new Refusal(
                PolicyRefusal.UnknownGroup,
                $"Rule {rule.Id} names a group to which nobody belongs.",
                "rules",
                "groups of the roster");
        }

        return null;
    }

    private static Refusal? CheckFacts(Rule rule, IReadOnlyDictionary<GroupId, int> attestors)
    {
        foreach (RuleFact fact in rule.Facts)
        {
            int count = attestors.TryGetValue(fact.Quorum.Group, out int members) ? members : 0;
            if (count < fact.Quorum.Count) return PolicyRefusals.AttestorsTooFew(rule.Id);
        }

        return null;
    }

    // Every alternative, for every possible requester: an alternative that can never be completed is a
    // mistake.
    private static Refusal? CheckQuorums(Rule rule, IReadOnlyList<Participant> people)
    {
        foreach (Participant requester in people)
        {
            if (rule.Requesters is not null && !requester.BelongsTo(rule.Requesters)) continue;
            foreach (IReadOnlyList<QuorumTerm> terms in rule.Quorums)
            {
                QuorumMatching matching = Quorum.Match(terms, requester.Person, people);
                if (matching.Missing == 0 && matching.IndependentCount >= rule.IndependentMin) continue;
                return new Refusal(
                    PolicyRefusal.QuorumUnsatisfiable,
                    $"A quorum of rule {rule.Id} needs more people than there are besides its requester.",
                    "quorums",
                    "for each possible requester, enough other people, with independent keys where the rule asks");
            }
        }

        return null;
    }
}
