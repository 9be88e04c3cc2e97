using Strongroom.Attestations;
using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// One condition on facts, applied to one movement: what has to be attested by whom, and the attestations at
/// hand that speak to it.
/// </summary>
public sealed record FactNeed(RuleId Rule, FactSubject Subject, FactQuorum Quorum)
{
    /// <summary>By attestors of the group about the subject, whatever they say and however old.</summary>
    internal IReadOnlyList<AttestedFact> Answers { get; private init; } = [];

    public static FactNeed Of(RuleId rule, RuleFact fact, Intent.Movement movement, PolicyFacts facts)
    {
        FactSubject subject = fact.SubjectOf(movement);
        GroupId group = fact.Quorum.Group;
        return new FactNeed(rule, subject, fact.Quorum)
        {
            Answers = [.. facts.Attested.Where(
                one => one.Groups.Contains(group) && one.Attestation.Subject == subject)],
        };
    }

    /// <summary>How many attestors have answered in time.</summary>
    public int FreshCount(Timestamp now) => Answers
        .Where(answer => answer.IsFresh(now, Quorum.AgeMaxSeconds))
        .DistinctBy(answer => answer.Attestation.Attestor)
        .Count();

    /// <summary>The need as a sentence, with how much of it is met.</summary>
    public string Explain(Timestamp now) => $"{this}; {FreshCount(now)} such are there.";

    public override string ToString() => $"Rule {Rule} needs {Subject} {Quorum}";

    /// <summary>None is passed over: one that is stale refuses even beside enough fresh ones.</summary>
    internal Refusal? Check(Timestamp now)
    {
        if (Answers.Any(answer => !answer.IsFresh(now, Quorum.AgeMaxSeconds)))
            return PolicyRefusals.FactStale(this);
        return FreshCount(now) < Quorum.Count ? PolicyRefusals.FactMissing(this) : null;
    }

    internal IEnumerable<T> Values<T>()
        where T : FactValue => Answers.Select(answer => (T)answer.Attestation.Value);
}
