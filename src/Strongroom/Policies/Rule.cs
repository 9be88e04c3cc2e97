using Strongroom.Assets;
using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// One rule of a policy (docs/formats/policy.md). An absent condition always holds; the outcome is deny, or
/// quorums with what goes with them.
/// </summary>
public sealed record Rule
{
    /// <summary>The most groups that one rule names, in all its members together.</summary>
    public const int GroupsMax = 24;

    /// <summary>The most alternatives of a quorum.</summary>
    public const int AlternativesMax = 8;

    public required RuleId Id { get; init; }

    public bool IsDeny { get; init; }

    /// <summary>Null only in the last rule.</summary>
    public IReadOnlyList<IntentKind>? Kinds { get; init; }

    public IReadOnlyList<GroupId>? Requesters { get; init; }

    public IReadOnlyList<AssetId>? Assets { get; init; }

    public Amount? AmountMax { get; init; }

    public IReadOnlyList<RuleWindow> Windows { get; init; } = [];

    public bool IsAllowlistedOnly { get; init; }

    public Temperature? Temperature { get; init; }

    public ProtectionLevel? Protection { get; init; }

    public RuleHours? Hours { get; init; }

    /// <summary>Tried last, in written order.</summary>
    public IReadOnlyList<RuleFact> Facts { get; init; } = [];

    /// <summary>OR of AND.</summary>
    public IReadOnlyList<IReadOnlyList<QuorumTerm>> Quorums { get; init; } = [];

    public int IndependentMin { get; init; }

    public int DelayMinutes { get; init; }

    public GroupId? Vetoers { get; init; }

    /// <summary>Every group that the rule names, each once: their people may reject.</summary>
    public IReadOnlyList<GroupId> Groups => _groups ??= CollectGroups();

    private IReadOnlyList<GroupId>? _groups;

    /// <summary>Whether a condition speaks of movements, so that it can hold for no other kind.</summary>
    internal bool IsForMovements =>
        Assets is not null || AmountMax is not null || Windows.Count > 0 || IsAllowlistedOnly
        || Temperature is not null || Protection is not null || Facts.Count > 0;

    /// <summary>Whether any condition is there.</summary>
    internal bool IsConditional =>
        Kinds is not null || Requesters is not null || Hours is not null || IsForMovements;

    private List<GroupId> CollectGroups()
    {
        List<GroupId> groups = [];
        void Add(GroupId group)
        {
            if (!groups.Contains(group)) groups.Add(group);
        }

        foreach (IReadOnlyList<QuorumTerm> terms in Quorums)
        {
            foreach (QuorumTerm term in terms) Add(term.Group);
        }

        foreach (GroupId group in Requesters ?? []) Add(group);
        if (Vetoers is { } vetoers) Add(vetoers);
        return groups;
    }
}
