using Strongroom.Cryptography.Hashing;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>
/// Verifies an authentication assertion (WebAuthn Level 3 section 7.2). Deviations: signature counters are
/// ignored (statements are single by their hash), extensions are parsed and not evaluated, an assertion that
/// attests a credential is refused.
/// </summary>
public static class WebAuthnAssertion
{
    private const string Type = "webauthn.get";

    /// <summary>
    /// Null when the assertion is as expected and its signature is by <paramref name="key"/>.
    /// </summary>
    public static Refusal? Verify(
        StatementSignature.WebAuthn assertion, CoseKey key, WebAuthnExpectation expectation)
    {
        if (!ClientClaims.TryParse(assertion.ClientJson, out ClientClaims? client, out Refusal? refusal))
            return refusal;
        ReadOnlyMemory<byte> claimed = assertion.AuthenticatorBytes;
        if (!AuthenticatorClaims.TryParse(claimed, out AuthenticatorClaims? authenticator, out refusal))
            return refusal;
        if (authenticator.HasCredential) return WebAuthnRefusals.MalformedAuthenticatorBytes();
        refusal = expectation.Check(Type, client, authenticator);
        if (refusal is not null) return refusal;
        return HasValidSignature(assertion, key) ? null : WebAuthnRefusals.BadSignature();
    }

    /// <summary>
    /// Only the signature, over authenticatorData ‖ SHA-256(clientDataJSON); no claim is looked at.
    /// </summary>
    public static bool HasValidSignature(StatementSignature.WebAuthn assertion, CoseKey key)
    {
        int length = assertion.AuthenticatorBytes.Length;
        byte[] message = new byte[length + Sha256.DigestBytes];
        assertion.AuthenticatorBytes.Span.CopyTo(message);
        Sha256.Hash(assertion.ClientJson.Span, message.AsSpan(length));
        return key.Verify(message, assertion.Signature.Span);
    }
}
