using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Ceremonies;

/// <summary>A country by its ISO 3166-1 alpha-2 code; its form is checked, not the list.</summary>
public sealed record CountryCode
{
    private readonly string _text;

    private CountryCode(string text) => _text = text;

    public static bool TryParse(
        string text, [NotNullWhen(true)] out CountryCode? country, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isCode = text.Length == 2 && text.All(char.IsAsciiLetterUpper);
        country = isCode ? new CountryCode(text) : null;
        refusal = isCode ? null : Intents.JsonRefusals.MalformedValue("country", "two letters, as FR or HK");
        return isCode;
    }

    public override string ToString() => _text;
}
