using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// A token that holds a key-encryption key of this Signer, and in which building and country it stands: the
/// first four are the token's own words, all others the institution's.
/// </summary>
public sealed record TokenFact(
    string Serial, string Label, string Model, string Firmware, string Site, string Country)
{
    public const int TextMax = 64;
    public const int TokensMax = 8;

    /// <summary>The number under which its model was certified; null where nobody said.</summary>
    public string? Certificate { get; init; }

    /// <summary>Whether it runs in its FIPS mode; null where nobody said.</summary>
    public bool? Fips { get; init; }

    internal CanonicalObject ToObject() => CanonicalObject.Of(
        ("certificate", Certificate),
        ("country", Country),
        ("fips", Fips is { } fips ? (CanonicalValue)fips : default),
        ("firmware", Firmware),
        ("label", Label),
        ("model", Model),
        ("serial", Serial),
        ("site", Site));

    /// <summary>A member that stands only where there are tokens: absent, or 1 to 8 of them.</summary>
    internal static TokenFact[] ReadAll(ref MemberReader read, string name)
    {
        if (!read.Has(name)) return [];
        CanonicalObject[] objects = read.Objects(name, 1, TokensMax);
        TokenFact[] facts = new TokenFact[objects.Length];
        for (int i = 0; i < facts.Length; i++)
        {
            MemberReader one = new(objects[i], read.PathOf(name));
            facts[i] = new TokenFact(
                one.Text("serial", TextMax), one.Text("label", TextMax), one.Text("model", TextMax),
                one.Text("firmware", TextMax), one.Text("site", TextMax), one.Text("country", TextMax))
            {
                Certificate = one.Has("certificate") ? one.Text("certificate", TextMax) : null,
                Fips = one.Has("fips") ? one.Flag("fips") : null,
            };
            if (!one.TryEnd(out Refusal? refusal)) read.Keep(refusal);
        }

        return facts;
    }
}
