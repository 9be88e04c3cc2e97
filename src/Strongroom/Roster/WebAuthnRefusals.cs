namespace Strongroom.Roster;

/// <summary>The refusals of WebAuthn as values; each is written once.</summary>
internal static class WebAuthnRefusals
{
    internal static Refusal MalformedAuthenticatorBytes() => new(
        WebAuthnRefusal.MalformedAuthenticatorBytes,
        "The authenticator data is not what its flags announce.",
        "authenticatorData",
        "37 bytes, then exactly what the flags AT and ED say");

    internal static Refusal MalformedClientJson() => new(
        WebAuthnRefusal.MalformedClientJson,
        "The client data is not JSON with the members of CollectedClientData.",
        "clientDataJson",
        "one JSON object in UTF-8, no name twice");

    internal static Refusal MalformedRegistration() => new(
        WebAuthnRefusal.MalformedRegistration,
        "The attestation object holds no credential.",
        "attestationObject",
        "canonical CBOR {fmt, attStmt, authData} with attested credential data");

    internal static Refusal MalformedKey() => new(
        WebAuthnRefusal.MalformedKey,
        "This is not a COSE_Key of its algorithm.",
        "publicKey",
        "canonical CBOR with exactly the parameters that the algorithm demands");

    internal static Refusal UnsupportedAlgorithm() => new(
        WebAuthnRefusal.UnsupportedAlgorithm,
        "The key's algorithm is not supported.",
        "publicKey",
        "ES256 (-7), EdDSA with Ed25519 (-8) or RS256 (-257)");

    internal static Refusal OtherType() => new(
        WebAuthnRefusal.OtherType, "The client data belongs to another ceremony.", "clientDataJson");

    internal static Refusal OtherChallenge() => new(
        WebAuthnRefusal.OtherChallenge, "Something else was signed: the challenge differs.", "clientDataJson");

    internal static Refusal OtherOrigin() => new(
        WebAuthnRefusal.OtherOrigin, "The assertion was made on another origin.", "clientDataJson");

    internal static Refusal CrossOrigin() => new(
        WebAuthnRefusal.CrossOrigin, "The page stood inside another one.", "clientDataJson", "a top-level page");

    internal static Refusal OtherRpId() => new(
        WebAuthnRefusal.OtherRpId, "The credential belongs to another relying party.", "authenticatorData");

    internal static Refusal UserNotPresent() => new(
        WebAuthnRefusal.UserNotPresent, "Nobody touched the authenticator.", "authenticatorData");

    internal static Refusal UserNotVerified() => new(
        WebAuthnRefusal.UserNotVerified,
        "The authenticator did not verify who used it.",
        "authenticatorData",
        "user verification by PIN or biometrics");

    internal static Refusal BadSignature() => new(
        WebAuthnRefusal.BadSignature, "The signature does not verify under this key.", "signature");
}
