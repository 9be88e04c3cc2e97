using Strongroom.Intents;

namespace Strongroom.Ceremonies;

/// <summary>
/// A token under whose key the root will be sealed, and the building and country it stands in. Without a
/// serial the label alone says which token is meant.
/// </summary>
public sealed record PlannedToken(string Label, string? Serial, string Site, CountryCode Country)
{
    public const int TokensMax = 8;

    private const int TextMax = 64;

    /// <summary>Whether both descriptions fit one token.</summary>
    internal bool MayBe(PlannedToken other) => Serial is not null && other.Serial is not null
        ? Serial == other.Serial
        : Label == other.Label;

    internal static PlannedToken Read(CanonicalObject body, string path, out Refusal? refusal)
    {
        MemberReader read = new(body, path);
        PlannedToken token = new(
            read.Text("label", TextMax), read.Has("serial") ? read.Text("serial", TextMax) : null,
            read.Text("site", TextMax), read.Parse<CountryCode>("country", CountryCode.TryParse));
        read.TryEnd(out refusal);
        return token;
    }
}
