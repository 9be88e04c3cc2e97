using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// Whether a rule's quorums (OR of AND) are complete. The requester never counts, and a person counts once in
/// an AND however many of its groups they belong to.
/// </summary>
internal static class Quorum
{
    internal static Refusal? Check(Rule rule, PersonId requester, IReadOnlyList<Participant> approvals)
    {
        bool isOnlyIndependentMissing = false;
        for (int i = 0; i < rule.Quorums.Count; i++)
        {
            QuorumMatching matching = Match(rule.Quorums[i], requester, approvals);
            if (matching.Missing > 0) continue;
            if (matching.IndependentCount >= rule.IndependentMin) return null;
            isOnlyIndependentMissing = true;
        }

        return isOnlyIndependentMissing
            ? new Refusal(
                PolicyRefusal.IndependentKeyMissing,
                $"Rule {rule.Id} asks for more people who sign with an independent key.",
                "statements",
                $"at least {rule.IndependentMin} of the counted people with an independent key")
            : new Refusal(
                PolicyRefusal.QuorumIncomplete,
                $"The quorum of rule {rule.Id} is not complete.",
                "statements",
                Describe(rule));
    }

    /// <summary>
    /// The best assignment of these people to one AND: as many as can be, independent keys first.
    /// </summary>
    internal static QuorumMatching Match(
        IReadOnlyList<QuorumTerm> terms, PersonId requester, IReadOnlyList<Participant> people)
    {
        QuorumMatching matching = new(terms);
        Place(matching, terms, requester, people, isIndependent: true);
        Place(matching, terms, requester, people, isIndependent: false);
        return matching;
    }

    internal static string Describe(Rule rule)
    {
        List<string> alternatives = [];
        foreach (IReadOnlyList<QuorumTerm> terms in rule.Quorums)
            alternatives.Add(string.Join(" and ", terms.Select(term => $"{term.Count} of {term.Group}")));
        return string.Join(", or ", alternatives) + ", all distinct, without the requester";
    }

    private static void Place(
        QuorumMatching matching,
        IReadOnlyList<QuorumTerm> terms,
        PersonId requester,
        IReadOnlyList<Participant> people,
        bool isIndependent)
    {
        for (int i = 0; i < people.Count; i++)
        {
            Participant person = people[i];
            if (person.IsIndependent != isIndependent || person.Person == requester) continue;
            if (!person.CanApprove) continue;
            int mask = QuorumMatching.MaskOf(terms, person.Groups);
            if (mask != 0) matching.TryPlace(mask, isIndependent);
        }
    }
}
