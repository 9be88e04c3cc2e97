using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>The id of a wallet, a client's or the house's.</summary>
public readonly record struct WalletId(Uuid7 Value) : IComparable<WalletId>
{
    public static WalletId From(Guid value) => new(Uuid7.From(value));

    public static bool TryParse(
        ReadOnlySpan<char> text, out WalletId id, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isRead = Uuid7.TryParse(text, out Uuid7 value, out refusal);
        id = new WalletId(value);
        return isRead;
    }

    public int CompareTo(WalletId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString();
}
