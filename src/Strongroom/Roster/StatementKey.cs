using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.P256;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>A person's public key, imported: what a signature object is verified with.</summary>
internal abstract class StatementKey
{
    private StatementKey(KeyAlgorithm algorithm) => Algorithm = algorithm;

    internal KeyAlgorithm Algorithm { get; }

    internal static bool TryParse(
        KeyAlgorithm algorithm,
        ReadOnlySpan<byte> publicKey,
        [NotNullWhen(true)] out StatementKey? key,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        key = null;
        refusal = null;
        switch (algorithm)
        {
            case KeyAlgorithm.Ed25519 when publicKey.Length == Ed25519.PublicKeyBytes:
                key = new PlainEd25519(publicKey.ToArray());
                return true;
            case KeyAlgorithm.P256 when P256PublicKey.TryParse(publicKey, out P256PublicKey? point):
                key = new PlainP256(point);
                return true;
            case KeyAlgorithm.WebAuthn:
                if (!CoseKey.TryParse(publicKey.ToArray(), out CoseKey? cose, out refusal)) return false;
                key = new Passkey(cose);
                return true;
            default:
                refusal = RosterRefusals.PublicKey("Ed25519: 32 bytes; P-256: 65 bytes, a point of the curve");
                return false;
        }
    }

    /// <summary>Null when <paramref name="signature"/> is this key's over <paramref name="hash"/>.</summary>
    internal abstract Refusal? Verify(Digest hash, StatementSignature signature, StationPin station);

    private static Refusal? Accept(bool isValid) => isValid ? null : StatementRefusals.BadSignature();

    private sealed class PlainEd25519(byte[] publicKey) : StatementKey(KeyAlgorithm.Ed25519)
    {
        internal override Refusal? Verify(Digest hash, StatementSignature signature, StationPin station)
        {
            if (signature is not StatementSignature.Ed25519 plain) return StatementRefusals.OtherSignatureType();
            Span<byte> message = stackalloc byte[Digest.SizeBytes];
            hash.Write(message);
            return Accept(Ed25519.Verify(publicKey, message, plain.Value.Span));
        }
    }

    private sealed class PlainP256(P256PublicKey publicKey) : StatementKey(KeyAlgorithm.P256)
    {
        internal override Refusal? Verify(Digest hash, StatementSignature signature, StationPin station)
        {
            if (signature is not StatementSignature.P256 plain) return StatementRefusals.OtherSignatureType();
            Span<byte> message = stackalloc byte[Digest.SizeBytes];
            hash.Write(message);
            return Accept(publicKey.Verify(message, plain.Value.Span));
        }
    }

    private sealed class Passkey(CoseKey publicKey) : StatementKey(KeyAlgorithm.WebAuthn)
    {
        internal override Refusal? Verify(Digest hash, StatementSignature signature, StationPin station)
        {
            if (signature is not StatementSignature.WebAuthn assertion) return StatementRefusals.OtherSignatureType();
            WebAuthnExpectation expectation = WebAuthnExpectation.OfStatement(hash, station);
            return WebAuthnAssertion.Verify(assertion, publicKey, expectation);
        }
    }
}
