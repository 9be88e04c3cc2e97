using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.P256;
using Strongroom.Cryptography.Secp256k1;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>
/// The public half of a token's key pair, in the hands of libsecp256k1, OpenSSL or libsodium: a closed choice
/// by curve.
/// </summary>
internal sealed class TokenPublicKey
{
    private readonly Secp256k1PublicKey? _secp256k1;
    private readonly P256PublicKey? _p256;
    private readonly byte[] _encoded;

    private TokenPublicKey(
        TokenCurve curve, byte[] encoded, Secp256k1PublicKey? secp256k1 = null, P256PublicKey? p256 = null)
    {
        Curve = curve;
        _encoded = encoded;
        _secp256k1 = secp256k1;
        _p256 = p256;
    }

    internal TokenCurve Curve { get; }

    /// <summary>0x04 ‖ x ‖ y, or the 32 bytes of RFC 8032.</summary>
    internal ReadOnlySpan<byte> Encoded => _encoded;

    /// <summary>Only for a key on that curve.</summary>
    internal Secp256k1PublicKey ToSecp256k1()
    {
        Invariant.Holds(_secp256k1 is not null);
        return _secp256k1;
    }

    /// <summary>From CKA_EC_POINT; false when it is no point of the curve.</summary>
    internal static bool TryRead(
        ReadOnlySpan<byte> attribute, TokenCurve curve, [NotNullWhen(true)] out TokenPublicKey? key)
    {
        key = null;
        if (!EcEncoding.TryReadPoint(attribute, curve, out byte[]? point)) return false;
        key = curve switch
        {
            TokenCurve.Secp256k1 => Secp256k1PublicKey.TryParse(point, out Secp256k1PublicKey? parsed)
                ? new TokenPublicKey(curve, parsed.ToUncompressed(), secp256k1: parsed)
                : null,
            TokenCurve.P256 => P256PublicKey.TryParse(point, out P256PublicKey? parsed)
                ? new TokenPublicKey(curve, point, p256: parsed)
                : null,
            _ => new TokenPublicKey(curve, point),
        };
        return key is not null;
    }

    /// <summary>The token's signature in our form; false when it does not verify under this key.</summary>
    internal bool TryRead(
        ReadOnlySpan<byte> written, ReadOnlySpan<byte> message,
        [NotNullWhen(true)] out byte[]? signature, out int recoveryId)
    {
        recoveryId = -1;
        signature = null;
        if (_secp256k1 is not null)
        {
            byte[] compact = new byte[TokenSignature.CompactBytes];
            if (TokenSignature.TryReadSecp256k1(written, _secp256k1, message, compact, out recoveryId))
                signature = compact;
            return signature is not null;
        }

        if (_p256 is not null) return TokenSignature.TryReadP256(written, _p256, message, out signature);
        if (Ed25519.Verify(_encoded, message, written)) signature = written.ToArray();
        return signature is not null;
    }
}
