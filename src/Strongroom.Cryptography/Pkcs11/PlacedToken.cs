namespace Strongroom.Cryptography.Pkcs11;

/// <summary>
/// A token as records name it: the first four are its own words, all others the institution's.
/// </summary>
internal sealed record PlacedToken(
    string Serial, string Label, string Model, string Firmware, string Site, string Country)
{
    public string? Certificate { get; init; }

    public bool? Fips { get; init; }

    /// <summary>Throws for a token without a serial number that a record could hold.</summary>
    internal static PlacedToken Of(TokenFacts facts, HsmTokenSettings settings)
    {
        if (facts.Serial.Length == 0 || facts.Serial != WordOf(facts.Serial))
            throw new TokenException(
                settings.Label, "no serial number to know it by", TokenFault.Dishonest);
        return new PlacedToken(
            facts.Serial, WordOf(facts.Label), WordOf(facts.Model), WordOf(facts.Firmware), settings.Site,
            settings.Country)
        {
            Certificate = settings.Certificate, Fips = settings.Fips,
        };
    }

    /// <summary>A token's words go into the record, which takes no empty and no odd ones.</summary>
    private static string WordOf(string text) => text.Length == 0
        ? "unknown"
        : string.Concat(text.Select(each => char.IsBetween(each, ' ', '~') ? each : '?'));
}
