using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>The id of a client.</summary>
public readonly record struct ClientId(Uuid7 Value) : IComparable<ClientId>
{
    public static ClientId From(Guid value) => new(Uuid7.From(value));

    public static bool TryParse(
        ReadOnlySpan<char> text, out ClientId id, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isRead = Uuid7.TryParse(text, out Uuid7 value, out refusal);
        id = new ClientId(value);
        return isRead;
    }

    public int CompareTo(ClientId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString();
}
