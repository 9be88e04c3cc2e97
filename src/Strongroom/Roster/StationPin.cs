using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>
/// The approval station that the founding file pins: the only origin and rp id under which a passkey's
/// assertion can be a statement. The rp id is the origin's host or a parent domain of it (WebAuthn section
/// 5.1.2).
/// </summary>
public sealed record StationPin
{
    public const int OriginCharactersMax = 256;
    public const int RpIdCharactersMax = 253;

    private const string Scheme = "https://";

    private StationPin(string origin, string rpId)
    {
        Origin = origin;
        RpId = rpId;
    }

    /// <summary><c>https://host</c> or <c>https://host:port</c>, lower case, as browsers print it.</summary>
    public string Origin { get; }

    public string RpId { get; }

    public static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out StationPin? station,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        station = null;
        MemberReader read = new(body, "station");
        string origin = read.Text("origin", OriginCharactersMax);
        string rpId = read.Text("rpId", RpIdCharactersMax);
        read.Require(!read.IsRight || IsStation(origin, rpId), FoundingRefusals.Station());
        if (!read.TryEnd(out refusal)) return false;
        station = new StationPin(origin, rpId);
        return true;
    }

    public CanonicalObject ToCanonical() => CanonicalObject.Of(("origin", Origin), ("rpId", RpId));

    private static bool IsStation(string origin, string rpId)
    {
        if (!origin.StartsWith(Scheme, StringComparison.Ordinal)) return false;
        string authority = origin[Scheme.Length..];
        int colon = authority.IndexOf(':', StringComparison.Ordinal);
        string host = colon < 0 ? authority : authority[..colon];
        bool isInDomain = host == rpId || host.EndsWith("." + rpId, StringComparison.Ordinal);
        return isInDomain && IsHost(host) && IsHost(rpId) && (colon < 0 || IsPort(authority[(colon + 1)..]));
    }

    private static bool IsHost(string host) =>
        host.Split('.').All(label => label.Length is > 0 and <= 63 && label.All(IsHostCharacter));

    private static bool IsHostCharacter(char one) =>
        char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one == '-';

    // A browser never prints the scheme's own port.
    private static bool IsPort(string port) =>
        ushort.TryParse(port, System.Globalization.NumberStyles.None, null, out ushort number)
        && port[0] != '0' && number != 443;
}
