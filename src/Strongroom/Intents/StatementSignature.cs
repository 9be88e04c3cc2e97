using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>
/// The signature object of docs/formats/statement.md, over a 32-byte hash: plain Ed25519, plain P-256, or
/// what
/// a WebAuthn authenticator returned. A closed choice. Parsed is not verified.
/// </summary>
public abstract class StatementSignature
{
    public const int PlainBytes = 64;
    public const int AuthenticatorBytesMax = 1024;
    public const int ClientJsonBytesMax = 2048;

    // RS256 with the largest modulus that the roster takes.
    public const int WebAuthnSignatureBytesMax = 1024;

    private StatementSignature() { }

    public static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out StatementSignature? signature,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        signature = null;
        MemberReader read = new(body, "signature");
        string type = read.Text("type");
        StatementSignature? whole = null;
        switch (type)
        {
            case "ed25519":
                whole = new Ed25519(ReadPlain(ref read));
                break;
            case "p256":
                whole = new P256(ReadPlain(ref read));
                break;
            case "webauthn":
                whole = new WebAuthn(
                    read.Bytes("authenticatorData", AuthenticatorBytesMax),
                    read.Bytes("clientDataJson", ClientJsonBytesMax),
                    read.Bytes("signature", WebAuthnSignatureBytesMax));
                break;
            default:
                read.Keep(StatementRefusals.UnknownSignatureType());
                break;
        }

        if (!read.TryEnd(out refusal)) return false;
        signature = whole!;
        return true;
    }

    public T Match<T>(Func<Ed25519, T> ed25519, Func<P256, T> p256, Func<WebAuthn, T> webAuthn) => this switch
    {
        Ed25519 of => ed25519(of),
        P256 of => p256(of),
        WebAuthn of => webAuthn(of),
        _ => throw new Cryptography.InvariantException("a signature is of a known type"),
    };

    public abstract CanonicalObject ToCanonical();

    private static byte[] ReadPlain(ref MemberReader read)
    {
        byte[] value = read.Bytes("value", PlainBytes);
        bool isSized = value.Length == PlainBytes;
        read.Require(isSized, JsonRefusals.MalformedValue("signature.value", $"{PlainBytes} bytes"));
        return value;
    }

    /// <summary>RFC 8032, over the 32-byte hash as the message.</summary>
    public sealed class Ed25519(byte[] value) : StatementSignature
    {
        public ReadOnlyMemory<byte> Value { get; } = value;

        public override CanonicalObject ToCanonical() =>
            CanonicalObject.Of(("type", "ed25519"), ("value", Base64UrlText.Write(Value.Span)));
    }

    /// <summary>r ‖ s, with the hash as the ECDSA input hash.</summary>
    public sealed class P256(byte[] value) : StatementSignature
    {
        public ReadOnlyMemory<byte> Value { get; } = value;

        public override CanonicalObject ToCanonical() =>
            CanonicalObject.Of(("type", "p256"), ("value", Base64UrlText.Write(Value.Span)));
    }

    /// <summary>An authenticator's assertion, byte for byte as it came.</summary>
    public sealed class WebAuthn(byte[] authenticatorBytes, byte[] clientJson, byte[] signature) : StatementSignature
    {
        public ReadOnlyMemory<byte> AuthenticatorBytes { get; } = authenticatorBytes;

        public ReadOnlyMemory<byte> ClientJson { get; } = clientJson;

        public ReadOnlyMemory<byte> Signature { get; } = signature;

        public override CanonicalObject ToCanonical() => CanonicalObject.Of(
            ("authenticatorData", Base64UrlText.Write(AuthenticatorBytes.Span)),
            ("clientDataJson", Base64UrlText.Write(ClientJson.Span)),
            ("signature", Base64UrlText.Write(Signature.Span)),
            ("type", "webauthn"));
    }
}
