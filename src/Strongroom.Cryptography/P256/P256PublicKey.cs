using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Strongroom.Cryptography.P256;

/// <summary>
/// ECDSA on P-256 (FIPS 186-5, SEC 2 section 2.4.2), verification by OpenSSL. Keep the object as long as the
/// key is in use: importing a key costs twice as much as a verification. Verifying from several threads at
/// once is safe: OpenSSL only reads the key.
/// </summary>
public sealed class P256PublicKey : IDisposable
{
    public const int UncompressedBytes = 65;
    public const int CompressedBytes = 33;
    public const int CoordinateBytes = 32;
    public const int DigestBytes = 32;
    public const int SignatureBytes = 64;
    public const int DerSignatureBytesMax = 72;

    private readonly byte[] _encoded;
    private readonly ECDsa _key;

    private P256PublicKey(byte[] encoded, ECDsa key)
    {
        _encoded = encoded;
        _key = key;
    }

    /// <summary>0x04 ‖ x ‖ y (SEC 1 section 2.3.3).</summary>
    public ReadOnlySpan<byte> Uncompressed => _encoded;

    /// <summary>0x04 ‖ x ‖ y; false for another encoding or a point that is not on the curve.</summary>
    public static bool TryParse(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out P256PublicKey? key)
    {
        key = null;
        if (encoded.Length != UncompressedBytes || encoded[0] != 4) return false;
        ECParameters parameters = new()
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = encoded[1..33].ToArray(), Y = encoded[33..].ToArray() },
        };
        try
        {
            key = new P256PublicKey(encoded.ToArray(), ECDsa.Create(parameters));
            return true;
        }
        catch (CryptographicException)
        {
            return false; // OpenSSL's check of the point is the parser here
        }
    }

    /// <summary>
    /// A signature as r ‖ s over a 32-byte digest. High and low s are both valid on this curve.
    /// </summary>
    public bool Verify(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) =>
        digest.Length == DigestBytes && signature.Length == SignatureBytes
        && _key.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>A signature as strict DER (RFC 3279 section 2.2.3), as WebAuthn sends it.</summary>
    public bool VerifyDer(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) =>
        digest.Length == DigestBytes && signature.Length <= DerSignatureBytesMax
        && _key.VerifyHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>0x02 or 0x03 ‖ x.</summary>
    public byte[] ToCompressed() => [(byte)(2 + (_encoded[^1] & 1)), .. _encoded.AsSpan(1, CoordinateBytes)];

    public void Dispose() => _key.Dispose();
}
