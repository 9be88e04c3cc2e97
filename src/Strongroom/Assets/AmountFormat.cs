using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography;

namespace Strongroom.Assets;

/// <summary>
/// Base units ↔ the units that people read, exact both ways: formatting prints every digit that matters, and
/// parsing refuses what is finer than a base unit instead of rounding it.
/// </summary>
public static class AmountFormat
{
    /// <summary>10^77 is the largest power of ten below 2^256.</summary>
    public const int DecimalsMax = 77;

    /// <summary>
    /// "1.5" for 1500000 with 6 decimals: no trailing zeros, no separators, always a leading digit.
    /// </summary>
    public static string Format(Amount amount, int decimals)
    {
        Invariant.Holds(decimals is >= 0 and <= DecimalsMax);
        string digits = amount.ToString().PadLeft(decimals + 1, '0');
        string whole = digits[..^decimals];
        string fraction = digits[^decimals..].TrimEnd('0');
        return fraction.Length == 0 ? whole : $"{whole}.{fraction}";
    }

    /// <summary>
    /// Reads "12" or "0.5"; at most <paramref name="decimals"/> digits may follow the point.
    /// </summary>
    public static bool TryParse(
        ReadOnlySpan<char> text, int decimals, out Amount amount, [NotNullWhen(false)] out Refusal? refusal)
    {
        Invariant.Holds(decimals is >= 0 and <= DecimalsMax);
        amount = default;
        refusal = AssetRefusals.Units();
        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        ReadOnlySpan<char> fraction = point < 0 ? [] : text[(point + 1)..];
        if (point >= 0 && fraction.IsEmpty) return false;
        if (whole.IsEmpty || (whole[0] == '0' && whole.Length > 1)) return false;
        if (!IsDigits(whole) || !IsDigits(fraction)) return false;
        if (fraction.Length > decimals)
        {
            refusal = AssetRefusals.TooPrecise(decimals);
            return false;
        }

        string digits = string.Concat(whole, fraction).PadRight(whole.Length + decimals, '0').TrimStart('0');
        if (!UInt256.TryParseDecimal(digits.Length == 0 ? "0" : digits, out UInt256 units))
        {
            refusal = AssetRefusals.TooLarge();
            return false;
        }

        amount = new Amount(units);
        refusal = null;
        return true;
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
