using System.Diagnostics.CodeAnalysis;
using System.Formats.Cbor;

namespace Strongroom.Roster;

/// <summary>
/// A registration's attestation object (WebAuthn Level 3 section 6.5): canonical CBOR {fmt, attStmt,
/// authData}.
/// Deviation: no attestation statement is verified, whatever its format; who holds the key is proved by the
/// possession signature and the fingerprint compared in person, not by the maker of the authenticator.
/// </summary>
public sealed class WebAuthnRegistration
{
    public const int BytesMax = 16_384;

    private const string Type = "webauthn.create";

    private readonly AuthenticatorClaims _authenticator;

    private WebAuthnRegistration(string format, AuthenticatorClaims authenticator)
    {
        Format = format;
        _authenticator = authenticator;
    }

    /// <summary>The attestation statement's format: information, not proof.</summary>
    public string Format { get; }

    public ReadOnlyMemory<byte> CredentialId => _authenticator.CredentialId;

    /// <summary>
    /// The COSE_Key's bytes; <see cref="PersonKey"/> decides whether its algorithm is supported.
    /// </summary>
    public ReadOnlyMemory<byte> PublicKey => _authenticator.PublicKey;

    public bool IsUserVerified => _authenticator.IsUserVerified;

    public static bool TryParse(
        ReadOnlyMemory<byte> attestationObject,
        [NotNullWhen(true)] out WebAuthnRegistration? registration,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        registration = null;
        refusal = WebAuthnRefusals.MalformedRegistration();
        if (attestationObject.Length > BytesMax || !TryCut(attestationObject, out string format, out byte[] claimed))
            return false;
        if (!AuthenticatorClaims.TryParse(claimed, out AuthenticatorClaims? authenticator, out refusal)) return false;
        refusal = authenticator.HasCredential ? null : WebAuthnRefusals.MalformedRegistration();
        if (refusal is null) registration = new WebAuthnRegistration(format, authenticator);
        return registration is not null;
    }

    /// <summary>
    /// Null when the registration was made where and for what was expected (section 7.1, steps 7 to 17).
    /// </summary>
    public Refusal? Check(ReadOnlyMemory<byte> clientJson, WebAuthnExpectation expectation)
    {
        if (!ClientClaims.TryParse(clientJson, out ClientClaims? client, out Refusal? refusal)) return refusal;
        return expectation.Check(Type, client, _authenticator);
    }

    private static bool TryCut(ReadOnlyMemory<byte> attestationObject, out string format, out byte[] claimed)
    {
        format = "";
        claimed = [];
        try
        {
            CborReader reader = new(attestationObject, CborConformanceMode.Ctap2Canonical);
            if (reader.ReadStartMap() != 3 || reader.ReadTextString() != "fmt") return false;
            format = reader.ReadTextString();
            if (reader.ReadTextString() != "attStmt" || reader.PeekState() != CborReaderState.StartMap) return false;
            reader.SkipValue();
            if (reader.ReadTextString() != "authData") return false;
            claimed = reader.ReadByteString();
            reader.ReadEndMap();
            return reader.BytesRemaining == 0;
        }
        catch (Exception problem) when (problem is CborContentException or InvalidOperationException)
        {
            return false; // the CBOR reader's way to say that the wire bytes are malformed or of another type
        }
    }
}
