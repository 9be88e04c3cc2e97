using System.Globalization;

namespace Strongroom.Audit;

/// <summary>
/// The decimals of the C2SP formats: ASCII digits, no sign, no leading zero unless the value is 0.
/// </summary>
internal static class StrictDecimal
{
    private const int DigitsMax = 20;

    internal static bool TryParse(ReadOnlySpan<char> text, out ulong value)
    {
        value = 0;
        if (text.Length is 0 or > DigitsMax || (text[0] == '0' && text.Length > 1)) return false;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    internal static string Print(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
