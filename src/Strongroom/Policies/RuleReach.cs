using Strongroom.Assets;
using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// Whether earlier rules leave a rule anything to decide. The rule is cut into cells (one kind, one requester
/// group, one asset, one temperature); it is unreachable when one single earlier rule takes each cell whole.
/// </summary>
internal static class RuleReach
{
    internal static bool IsUnreachable(IReadOnlyList<Rule> rules, int index)
    {
        Rule rule = rules[index];
        // The last rule has no conditions, and being reached by nothing but leftovers is its purpose.
        foreach (IntentKind kind in rule.Kinds ?? [])
        {
            foreach (GroupId? requester in Cells(rule.Requesters))
            {
                if (!IsTaken(rules, index, new Cell(kind, requester, null, null))) return false;
            }
        }

        return rule.Kinds is not null;
    }

    private static bool IsTaken(IReadOnlyList<Rule> rules, int index, Cell cell)
    {
        Rule rule = rules[index];
        // A movement's condition never holds for another kind, so there is nothing to take.
        if (!cell.Kind.IsMovement()) return rule.IsForMovements || IsTakenOnce(rules, index, cell);
        foreach (AssetId? asset in rule.Assets ?? (IReadOnlyList<AssetId?>)[null])
        {
            Temperature[] temperatures = rule.Temperature is { } one
                ? [one]
                : [Temperature.Hot, Temperature.Cold];
            foreach (Temperature temperature in temperatures)
            {
                if (!IsTakenOnce(rules, index, cell with { Asset = asset, Temperature = temperature }))
                    return false;
            }
        }

        return true;
    }

    private static bool IsTakenOnce(IReadOnlyList<Rule> rules, int index, Cell cell)
    {
        for (int i = 0; i < index; i++)
        {
            if (Takes(rules[i], rules[index], cell)) return true;
        }

        return false;
    }

    // Whether whatever satisfies the later rule in this cell satisfies the earlier one.
    private static bool Takes(Rule earlier, Rule later, Cell cell)
    {
        if (earlier.Kinds is null || !earlier.Kinds.Contains(cell.Kind)) return false;
        if (earlier.Requesters is not null && !(
            cell.Requester is { } group && earlier.Requesters.Contains(group)))
            return false;
        if (!TakesHours(earlier, later)) return false;
        if (!cell.Kind.IsMovement()) return !earlier.IsForMovements;
        return (earlier.Assets is null || (cell.Asset is not null && earlier.Assets.Contains(cell.Asset)))
            && (earlier.Temperature is null || earlier.Temperature == cell.Temperature)
            && (earlier.Protection is null || earlier.Protection == later.Protection)
            && (!earlier.IsAllowlistedOnly || later.IsAllowlistedOnly)
            && (earlier.AmountMax is null || (later.AmountMax is { } amount && amount <= earlier.AmountMax))
            && TakesWindows(earlier, later)
            && earlier.Facts.All(fact => fact.IsDemand);
    }

    private static bool TakesHours(Rule earlier, Rule later) =>
        earlier.Hours is not { } outer || (later.Hours is { } inner && outer.Covers(inner));

    // A longer window with a smaller limit is the stricter one.
    private static bool TakesWindows(Rule earlier, Rule later) =>
        earlier.Windows.All(outer => later.Windows.Any(inner =>
            inner.Scope == outer.Scope && inner.Minutes >= outer.Minutes && inner.AmountMax <= outer.AmountMax));

    private static GroupId?[] Cells(IReadOnlyList<GroupId>? groups) =>
        groups is null ? [null] : [.. groups.Select(group => (GroupId?)group)];

    private sealed record Cell(IntentKind Kind, GroupId? Requester, AssetId? Asset, Temperature? Temperature);
}
