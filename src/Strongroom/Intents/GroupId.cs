using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>
/// A group of people, by name: <c>[a-z][a-z0-9-]{0,62}</c>. The default value names no group and equals no
/// parsed one.
/// </summary>
public readonly record struct GroupId : IComparable<GroupId>
{
    private readonly string? _name;

    private GroupId(string name) => _name = name;

    public static bool TryParse(string text, out GroupId group, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isRead = Slug.TryParse(text, out refusal);
        group = isRead ? new GroupId(text) : default;
        return isRead;
    }

    public int CompareTo(GroupId other) => string.CompareOrdinal(_name, other._name);

    public override string ToString() => _name ?? "";
}
