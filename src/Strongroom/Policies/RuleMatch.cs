using Strongroom.Assets;
using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// Tries the conditions of one rule in the order of <see cref="RuleCondition"/>, up to those on facts.
/// </summary>
internal static class RuleMatch
{
    /// <summary>The first condition that does not hold, or null when the rule matches.</summary>
    internal static RuleCondition? FirstFailure(Rule rule, Intent intent, PolicyFacts facts)
    {
        if (rule.Kinds is not null && !rule.Kinds.Contains(intent.Kind)) return RuleCondition.Kind;
        if (rule.Requesters is not null && !facts.Requester.BelongsTo(rule.Requesters))
            return RuleCondition.Requester;
        RuleCondition? failed = intent is Intent.Movement movement
            ? FirstFailure(rule, movement, facts)
            : FirstMovementCondition(rule);
        if (failed is not null) return failed;
        TimeOnly time = TimeOnly.FromTimeSpan(facts.Now.ToDateTimeOffset().TimeOfDay);
        return rule.Hours is { } hours && !hours.Contains(time) ? RuleCondition.Hours : null;
    }

    private static RuleCondition? FirstFailure(Rule rule, Intent.Movement movement, PolicyFacts facts)
    {
        if (rule.Assets is not null && !rule.Assets.Contains(movement.Asset)) return RuleCondition.Asset;
        if (rule.AmountMax is { } max && movement.Amount > max) return RuleCondition.AmountMax;
        if (rule.Windows.Count > 0 && !FitsWindows(rule, movement, facts)) return RuleCondition.Window;
        if (rule.IsAllowlistedOnly && !facts.IsAllowlisted) return RuleCondition.Destination;
        if (rule.Temperature is { } heat && facts.Account?.Temperature != heat)
            return RuleCondition.Temperature;
        return rule.Protection is { } level && facts.Account?.Protection != level
            ? RuleCondition.Protection
            : null;
    }

    // A condition on what only movements have holds for nothing else.
    private static RuleCondition? FirstMovementCondition(Rule rule)
    {
        if (rule.Assets is not null) return RuleCondition.Asset;
        if (rule.IsAllowlistedOnly) return RuleCondition.Destination;
        if (rule.Temperature is not null) return RuleCondition.Temperature;
        if (rule.Protection is not null) return RuleCondition.Protection;
        return rule.Facts.Count > 0 ? RuleCondition.Facts : null;
    }

    private static bool FitsWindows(Rule rule, Intent.Movement movement, PolicyFacts facts)
    {
        if (facts.ChosenAtHome is { } chosen)
            return rule.Id == chosen && rule.Windows.All(window => movement.Amount <= window.AmountMax);
        long minute = RollingWindows.MinuteOf(facts.Now);
        WindowKeys keys = WindowKeys.Of(movement, facts.Requester.Person);
        for (int i = 0; i < rule.Windows.Count; i++)
        {
            RuleWindow window = rule.Windows[i];
            Amount used = facts.Windows.Sum(keys[window.Scope], minute, window.Minutes);
            if (!Amount.TryAdd(used, movement.Amount, out Amount sum) || sum > window.AmountMax) return false;
        }

        return true;
    }
}
