using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>
/// A rule of a policy, by name: <c>[a-z][a-z0-9-]{0,62}</c>. The default value names no rule and equals no
/// parsed one.
/// </summary>
public readonly record struct RuleId : IComparable<RuleId>
{
    private readonly string? _name;

    private RuleId(string name) => _name = name;

    public static bool TryParse(string text, out RuleId rule, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isRead = Slug.TryParse(text, out refusal);
        rule = isRead ? new RuleId(text) : default;
        return isRead;
    }

    public int CompareTo(RuleId other) => string.CompareOrdinal(_name, other._name);

    public override string ToString() => _name ?? "";
}
