namespace Strongroom.Roster;

/// <summary>The refusal codes of WebAuthn assertions and registrations.</summary>
public static class WebAuthnRefusal
{
    public const string MalformedAuthenticatorBytes = "webauthn.malformed-authenticator-data";
    public const string MalformedClientJson = "webauthn.malformed-client-data";
    public const string MalformedRegistration = "webauthn.malformed-registration";
    public const string MalformedKey = "webauthn.malformed-key";
    public const string UnsupportedAlgorithm = "webauthn.unsupported-algorithm";
    public const string OtherType = "webauthn.other-type";
    public const string OtherChallenge = "webauthn.other-challenge";
    public const string OtherOrigin = "webauthn.other-origin";
    public const string CrossOrigin = "webauthn.cross-origin";
    public const string OtherRpId = "webauthn.other-rp-id";
    public const string UserNotPresent = "webauthn.user-not-present";
    public const string UserNotVerified = "webauthn.user-not-verified";
    public const string BadSignature = "webauthn.bad-signature";
}
