using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Assets;

/// <summary>
/// A quantity of one asset in its base units (satoshi, wei, lamport): unsigned, exact, never a fraction.
/// Addition and subtraction are checked and throw <see cref="OverflowException"/>.
/// </summary>
public readonly record struct Amount(UInt256 BaseUnits) : IComparable<Amount>
{
    public static Amount Zero => default;

    public bool IsZero => BaseUnits.IsZero;

    public static Amount operator +(Amount left, Amount right) => new(left.BaseUnits + right.BaseUnits);

    public static Amount operator -(Amount left, Amount right) => new(left.BaseUnits - right.BaseUnits);

    public static bool operator <(Amount left, Amount right) => left.BaseUnits < right.BaseUnits;

    public static bool operator >(Amount left, Amount right) => left.BaseUnits > right.BaseUnits;

    public static bool operator <=(Amount left, Amount right) => left.BaseUnits <= right.BaseUnits;

    public static bool operator >=(Amount left, Amount right) => left.BaseUnits >= right.BaseUnits;

    /// <summary>False when the sum is above 2^256 − 1.</summary>
    public static bool TryAdd(Amount left, Amount right, out Amount sum)
    {
        bool fits = UInt256.TryAdd(left.BaseUnits, right.BaseUnits, out UInt256 units);
        sum = new Amount(units);
        return fits;
    }

    /// <summary>False when <paramref name="right"/> is the larger one.</summary>
    public static bool TrySubtract(Amount left, Amount right, out Amount difference)
    {
        bool fits = UInt256.TrySubtract(left.BaseUnits, right.BaseUnits, out UInt256 units);
        difference = new Amount(units);
        return fits;
    }

    /// <summary>Reads base units in canonical decimal (see <see cref="UInt256.TryParseDecimal"/>).</summary>
    public static bool TryParse(
        ReadOnlySpan<char> text, out Amount amount, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isRead = UInt256.TryParseDecimal(text, out UInt256 units);
        amount = new Amount(units);
        refusal = isRead ? null : AssetRefusals.Amount();
        return isRead;
    }

    public int CompareTo(Amount other) => BaseUnits.CompareTo(other.BaseUnits);

    /// <summary>Base units in canonical decimal.</summary>
    public override string ToString() => BaseUnits.ToString();
}
