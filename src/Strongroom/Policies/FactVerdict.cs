namespace Strongroom.Policies;

/// <summary>
/// What the facts say to a rule whose other conditions hold: it matches, a condition leaves the intent to
/// the next rule, or it is refused here and now.
/// </summary>
internal readonly record struct FactVerdict(RuleCondition? Failed, Refusal? Refusal)
{
    internal static FactVerdict Holds => default;

    internal static FactVerdict NoMatch(RuleCondition condition) => new(condition, null);

    internal static FactVerdict Refuse(Refusal refusal) => new(null, refusal);
}
