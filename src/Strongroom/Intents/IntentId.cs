using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>The id of an intent.</summary>
public readonly record struct IntentId(Uuid7 Value) : IComparable<IntentId>
{
    public static IntentId From(Guid value) => new(Uuid7.From(value));

    public static bool TryParse(
        ReadOnlySpan<char> text, out IntentId id, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isRead = Uuid7.TryParse(text, out Uuid7 value, out refusal);
        id = new IntentId(value);
        return isRead;
    }

    public int CompareTo(IntentId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString();
}
