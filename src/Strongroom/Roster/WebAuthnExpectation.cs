using System.Text;
using Strongroom.Cryptography.Hashing;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>
/// What a relying party expects of an assertion or registration (WebAuthn Level 3 sections 7.1 and 7.2).
/// Statements use <see cref="OfStatement"/> and nothing else.
/// </summary>
public sealed record WebAuthnExpectation
{
    private readonly byte[] _rpIdHash;

    public WebAuthnExpectation(ReadOnlySpan<byte> challenge, string origin, string rpId)
    {
        Challenge = Base64UrlText.Write(challenge);
        Origin = origin;
        _rpIdHash = Sha256.Hash(Encoding.UTF8.GetBytes(rpId));
    }

    /// <summary>The challenge as the client prints it.</summary>
    public string Challenge { get; }

    public string Origin { get; }

    public ReadOnlySpan<byte> RpIdHash => _rpIdHash;

    public bool NeedsUserVerification { get; init; } = true;

    /// <summary>Whether the page may stand inside one of another origin.</summary>
    public bool AllowsCrossOrigin { get; init; }

    /// <summary>
    /// A statement's: the hash as challenge, the pinned station, user verification, a top-level page.
    /// </summary>
    public static WebAuthnExpectation OfStatement(Digest hash, StationPin station)
    {
        Span<byte> challenge = stackalloc byte[Digest.SizeBytes];
        hash.Write(challenge);
        return new WebAuthnExpectation(challenge, station.Origin, station.RpId);
    }

    /// <summary>
    /// Null when both the client's and the authenticator's claims are as expected; in section 7.2's order.
    /// </summary>
    internal Refusal? Check(string type, ClientClaims client, AuthenticatorClaims authenticator)
    {
        if (client.Type != type) return WebAuthnRefusals.OtherType();
        if (client.Challenge != Challenge) return WebAuthnRefusals.OtherChallenge();
        if (client.Origin != Origin) return WebAuthnRefusals.OtherOrigin();
        bool isCrossOrigin = client.IsCrossOrigin || client.TopOrigin is not null;
        if (isCrossOrigin && !AllowsCrossOrigin) return WebAuthnRefusals.CrossOrigin();
        if (!authenticator.RpIdHash.SequenceEqual(_rpIdHash)) return WebAuthnRefusals.OtherRpId();
        if (!authenticator.IsUserPresent) return WebAuthnRefusals.UserNotPresent();
        bool isVerified = authenticator.IsUserVerified || !NeedsUserVerification;
        return isVerified ? null : WebAuthnRefusals.UserNotVerified();
    }
}
