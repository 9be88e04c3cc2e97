using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>The id of a leaf.</summary>
public readonly record struct LeafId(Uuid7 Value) : IComparable<LeafId>
{
    public static LeafId From(Guid value) => new(Uuid7.From(value));

    public static bool TryParse(
        ReadOnlySpan<char> text, out LeafId id, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isRead = Uuid7.TryParse(text, out Uuid7 value, out refusal);
        id = new LeafId(value);
        return isRead;
    }

    public int CompareTo(LeafId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString();
}
