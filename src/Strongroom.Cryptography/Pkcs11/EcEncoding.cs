// CKA_EC_PARAMS (an OID, RFC 5480 section 2.1.1.1 and RFC 8410 section 3, or for Edwards curves the
// PrintableString of PKCS #11 v3.0 section 6.3.1) and CKA_EC_POINT (a DER OCTET STRING around the point; some
// tokens return the bare point, drafts of v3.0 a BIT STRING).
using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>How tokens write curves and points.</summary>
internal static class EcEncoding
{
    private const int UncompressedBytes = 65;
    private const int CompressedBytes = 33;
    private const int EdwardsBytes = 32;
    private const byte OctetString = 4;
    private const byte BitString = 3;

    private static ReadOnlySpan<byte> Secp256k1Oid => [6, 5, 0x2b, 0x81, 4, 0, 0x0a];

    private static ReadOnlySpan<byte> P256Oid => [6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];

    private static ReadOnlySpan<byte> Ed25519Oid => [6, 3, 0x2b, 0x65, 0x70];

    // PrintableString, 12 characters.
    private static ReadOnlySpan<byte> Ed25519Name => "\x13\x0c"u8;

    /// <summary>The encodings to try for CKA_EC_PARAMS, in this order.</summary>
    internal static IReadOnlyList<byte[]> ParamsOf(TokenCurve curve, MechanismProfile profile)
    {
        byte[] name = [.. Ed25519Name, .. "edwards25519"u8];
        return (curve, profile.EdwardsParams) switch
        {
            (TokenCurve.Secp256k1, _) => [Secp256k1Oid.ToArray()],
            (TokenCurve.P256, _) => [P256Oid.ToArray()],
            (_, "oid") => [Ed25519Oid.ToArray()],
            (_, "name") => [name],
            _ => [name, Ed25519Oid.ToArray()],
        };
    }

    /// <summary>
    /// The bare point: 0x04 ‖ x ‖ y, 0x02 or 0x03 ‖ x, or 32 bytes for Ed25519. False for everything else.
    /// </summary>
    internal static bool TryReadPoint(
        ReadOnlySpan<byte> attribute, TokenCurve curve, [NotNullWhen(true)] out byte[]? point)
    {
        point = null;
        if (IsPoint(attribute, curve)) point = attribute.ToArray();
        else if (IsWrapped(attribute, OctetString, 2) && IsPoint(attribute[2..], curve))
            point = attribute[2..].ToArray();
        else if (IsWrapped(attribute, BitString, 3) && attribute[2] == 0 && IsPoint(attribute[3..], curve))
            point = attribute[3..].ToArray();
        return point is not null;
    }

    /// <summary>A short-form DER header that covers exactly the rest.</summary>
    private static bool IsWrapped(ReadOnlySpan<byte> attribute, byte tag, int headerBytes) =>
        attribute.Length > headerBytes && attribute[0] == tag && attribute[1] == attribute.Length - 2;

    private static bool IsPoint(ReadOnlySpan<byte> bytes, TokenCurve curve) => curve == TokenCurve.Ed25519
        ? bytes.Length == EdwardsBytes
        : (bytes.Length == UncompressedBytes && bytes[0] == 4)
            || (bytes.Length == CompressedBytes && bytes[0] is 2 or 3);
}
