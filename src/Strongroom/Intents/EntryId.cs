using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>The id of an allowlist entry.</summary>
public readonly record struct EntryId(Uuid7 Value) : IComparable<EntryId>
{
    public static EntryId From(Guid value) => new(Uuid7.From(value));

    public static bool TryParse(
        ReadOnlySpan<char> text, out EntryId id, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isRead = Uuid7.TryParse(text, out Uuid7 value, out refusal);
        id = new EntryId(value);
        return isRead;
    }

    public int CompareTo(EntryId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString();
}
