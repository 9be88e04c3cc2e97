using System.Diagnostics.CodeAnalysis;
using System.Formats.Cbor;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.P256;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Roster;

/// <summary>
/// A credential public key: COSE_Key (RFC 9052 section 7, RFC 9053 sections 2 and 7) in CTAP2 canonical CBOR,
/// with exactly the parameters that WebAuthn Level 3 section 6.5.1.1 allows. ES256 (alg −7, P-256), EdDSA
/// (−8,
/// Ed25519), RS256 (−257, 2048 to 8192 bits; RFC 8812). Every other algorithm is refused.
/// </summary>
public abstract class CoseKey
{
    private const int LabelKeyType = 1;
    private const int LabelAlgorithm = 3;
    private const int LabelCurveOrModulus = -1;
    private const int LabelXOrExponent = -2;
    private const int LabelY = -3;

    private const int KeyTypeOkp = 1;
    private const int KeyTypeEc2 = 2;
    private const int KeyTypeRsa = 3;
    private const int CurveP256 = 1;
    private const int CurveEd25519 = 6;
    private const int Es256 = -7;
    private const int EdDsa = -8;
    private const int Rs256 = -257;

    private CoseKey() { }

    /// <summary>Reads the whole of <paramref name="encoded"/>: nothing may follow the key.</summary>
    public static bool TryParse(
        ReadOnlyMemory<byte> encoded,
        [NotNullWhen(true)] out CoseKey? key,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        key = null;
        refusal = null;
        try
        {
            CborReader reader = new(encoded, CborConformanceMode.Ctap2Canonical);
            key = Read(reader, out refusal);
            if (key is not null && reader.BytesRemaining > 0) key = null;
        }
        catch (Exception problem) when (problem is CborContentException or InvalidOperationException or OverflowException)
        {
            // The CBOR reader's way to say that the wire bytes are malformed or of another type.
            key = null;
        }

        if (key is null) refusal ??= WebAuthnRefusals.MalformedKey();
        return key is not null;
    }

    /// <summary>
    /// Whether <paramref name="signature"/>, in WebAuthn's encoding, is this key's over the message.
    /// </summary>
    public abstract bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

    private static CoseKey? Read(CborReader reader, out Refusal? refusal)
    {
        refusal = null;
        int? count = reader.ReadStartMap();
        Expect(reader, LabelKeyType);
        int keyType = reader.ReadInt32();
        Expect(reader, LabelAlgorithm);
        int algorithm = reader.ReadInt32();
        switch (algorithm)
        {
            case Es256:
                return keyType == KeyTypeEc2 && count == 5 ? ReadEs256(reader) : null;
            case EdDsa:
                return keyType == KeyTypeOkp && count == 4 ? ReadEdDsa(reader, out refusal) : null;
            case Rs256:
                return keyType == KeyTypeRsa && count == 4 ? ReadRs256(reader) : null;
            default:
                refusal = WebAuthnRefusals.UnsupportedAlgorithm();
                return null;
        }
    }

    private static EcdsaKey? ReadEs256(CborReader reader)
    {
        Expect(reader, LabelCurveOrModulus);
        if (reader.ReadInt32() != CurveP256) return null;
        Expect(reader, LabelXOrExponent);
        byte[] x = reader.ReadByteString();
        Expect(reader, LabelY);
        byte[] y = reader.ReadByteString();
        reader.ReadEndMap();
        if (x.Length != P256PublicKey.CoordinateBytes || y.Length != P256PublicKey.CoordinateBytes) return null;
        return P256PublicKey.TryParse([4, .. x, .. y], out P256PublicKey? point) ? new EcdsaKey(point) : null;
    }

    private static EdwardsKey? ReadEdDsa(CborReader reader, out Refusal? refusal)
    {
        Expect(reader, LabelCurveOrModulus);
        // EdDSA is also Ed448, and only the curve tells.
        refusal = reader.ReadInt32() == CurveEd25519 ? null : WebAuthnRefusals.UnsupportedAlgorithm();
        if (refusal is not null) return null;
        Expect(reader, LabelXOrExponent);
        byte[] x = reader.ReadByteString();
        reader.ReadEndMap();
        return x.Length == Ed25519.PublicKeyBytes ? new EdwardsKey(x) : null;
    }

    private static RsaKey? ReadRs256(CborReader reader)
    {
        Expect(reader, LabelCurveOrModulus);
        byte[] modulus = reader.ReadByteString();
        Expect(reader, LabelXOrExponent);
        byte[] exponent = reader.ReadByteString();
        reader.ReadEndMap();
        return RsaPublicKey.TryCreate(modulus, exponent, out RsaPublicKey? key) ? new RsaKey(key) : null;
    }

    private static void Expect(CborReader reader, int label)
    {
        if (reader.ReadInt32() != label) throw new CborContentException("another parameter");
    }

    private sealed class EcdsaKey(P256PublicKey key) : CoseKey
    {
        public override bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
        {
            Span<byte> digest = stackalloc byte[Sha256.DigestBytes];
            Sha256.Hash(message, digest);
            return key.VerifyDer(digest, signature);
        }
    }

    private sealed class EdwardsKey(byte[] key) : CoseKey
    {
        public override bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
            Ed25519.Verify(key, message, signature);
    }

    private sealed class RsaKey(RsaPublicKey key) : CoseKey
    {
        public override bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
        {
            Span<byte> digest = stackalloc byte[Sha256.DigestBytes];
            Sha256.Hash(message, digest);
            return key.Verify(digest, signature);
        }
    }
}
