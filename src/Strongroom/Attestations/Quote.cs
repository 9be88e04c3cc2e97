using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Strongroom.Intents;

namespace Strongroom.Attestations;

/// <summary>
/// In what a price counts: a currency code and how many decimals its minor unit has (EUR and 2: cents). Both
/// are part of what is attested, so a price in another unit is another fact.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Quote(string Currency, int Scale)
{
    public const int CurrencyLengthMax = 8;
    public const int ScaleMax = 18;

    private const int CurrencyLengthMin = 3;

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public override string ToString() => $"{Currency} with {Scale} decimals";

    internal static Quote Read(ref MemberReader read) => new(
        read.Parse<string>("quote", TryParseCurrency), (int)read.Integer("scale", 0, ScaleMax));

    private static bool TryParseCurrency(
        string text, [NotNullWhen(true)] out string? currency, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isCode = text.Length is >= CurrencyLengthMin and <= CurrencyLengthMax
            && !text.AsSpan().ContainsAnyExcept(Letters);
        currency = isCode ? text : null;
        refusal = isCode
            ? null
            : JsonRefusals.MalformedValue(
                null, $"{CurrencyLengthMin} to {CurrencyLengthMax} capital letters");
        return isCode;
    }
}
