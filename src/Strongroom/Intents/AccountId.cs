using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>The id of an account of a wallet.</summary>
public readonly record struct AccountId(Uuid7 Value) : IComparable<AccountId>
{
    public static AccountId From(Guid value) => new(Uuid7.From(value));

    public static bool TryParse(
        ReadOnlySpan<char> text, out AccountId id, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isRead = Uuid7.TryParse(text, out Uuid7 value, out refusal);
        id = new AccountId(value);
        return isRead;
    }

    public int CompareTo(AccountId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString();
}
