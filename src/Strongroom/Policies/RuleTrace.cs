using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// One step of an explanation: this rule matched, or the first of its conditions that did not hold.
/// </summary>
public readonly record struct RuleTrace(RuleId Rule, RuleCondition? Failed)
{
    public bool IsMatch => Failed is null;

    public override string ToString() => Failed switch
    {
        null => $"Rule {Rule} matched.",
        RuleCondition.Kind => $"Rule {Rule} is not for this kind of intent.",
        RuleCondition.Requester => $"Rule {Rule} is not for this requester.",
        RuleCondition.Asset => $"Rule {Rule} is not for this asset.",
        RuleCondition.AmountMax => $"Rule {Rule} allows a smaller amount only.",
        RuleCondition.Window => $"Rule {Rule} has a window in which too little is left.",
        RuleCondition.Destination => $"Rule {Rule} asks for an allowlisted destination.",
        RuleCondition.Temperature => $"Rule {Rule} is for accounts of another temperature.",
        RuleCondition.Protection => $"Rule {Rule} is for keys at another protection level.",
        RuleCondition.Value => $"Rule {Rule} allows a smaller value only.",
        RuleCondition.Balance => $"Rule {Rule} asks that more is left in the paying account.",
        RuleCondition.Holdings => $"Rule {Rule} asks that less is hot, or more cold, afterwards.",
        RuleCondition.Facts => $"Rule {Rule} asks for facts that only movements have.",
        _ => $"Rule {Rule} does not apply at this time of day.",
    };
}
