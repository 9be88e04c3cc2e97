using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Cryptography.Secp256k1;

/// <summary>
/// A point on secp256k1 (SEC 2 section 2.4.1), never the point at infinity. Parsed once and kept in the
/// library's own form; immutable, safe for use by several threads.
/// </summary>
public sealed class Secp256k1PublicKey : IEquatable<Secp256k1PublicKey>
{
    public const int CompressedBytes = 33;
    public const int UncompressedBytes = 65;
    public const int XOnlyBytes = 32;
    public const int DigestBytes = 32;
    public const int CombinedKeysMax = 1024;

    internal const int OpaqueBytes = 64;

    private readonly byte[] _point;

    internal Secp256k1PublicKey(byte[] point)
    {
        Invariant.Holds(point.Length == OpaqueBytes);
        _point = point;
    }

    internal ReadOnlySpan<byte> Opaque => _point;

    private static nint Context => Secp256k1Context.Shared;

    /// <summary>
    /// 33 bytes compressed or 65 uncompressed (SEC 1 section 2.3.4); hybrid encodings are refused.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out Secp256k1PublicKey? key)
    {
        key = null;
        bool isKnown = encoded.Length switch
        {
            CompressedBytes => encoded[0] is 2 or 3,
            UncompressedBytes => encoded[0] == 4,
            _ => false,
        };
        byte[] point = new byte[OpaqueBytes];
        if (!isKnown || Secp256k1Imports.secp256k1_ec_pubkey_parse(
            Context, point, encoded, (nuint)encoded.Length) != 1) return false;
        key = new Secp256k1PublicKey(point);
        return true;
    }

    /// <summary>The 32-byte x coordinate of a point with even y (BIP-340 lift_x).</summary>
    public static bool TryParseXOnly(ReadOnlySpan<byte> x, [NotNullWhen(true)] out Secp256k1PublicKey? key)
    {
        key = null;
        if (x.Length != XOnlyBytes) return false;
        Span<byte> encoded = stackalloc byte[CompressedBytes];
        encoded[0] = 2;
        x.CopyTo(encoded[1..]);
        return TryParse(encoded, out key);
    }

    /// <summary>
    /// The key whose signature over <paramref name="digest"/> this is (SEC 1 section 4.1.6).
    /// </summary>
    public static bool TryRecover(
        ReadOnlySpan<byte> digest, ReadOnlySpan<byte> compact, int recoveryId,
        [NotNullWhen(true)] out Secp256k1PublicKey? key)
    {
        key = null;
        if (digest.Length != DigestBytes || compact.Length != Secp256k1Signature.CompactBytes) return false;
        if (recoveryId is < 0 or > 3) return false;
        Span<byte> signature = stackalloc byte[65];
        if (Secp256k1Imports.secp256k1_ecdsa_recoverable_signature_parse_compact(
            Context, signature, compact, recoveryId) != 1) return false;
        byte[] point = new byte[OpaqueBytes];
        if (Secp256k1Imports.secp256k1_ecdsa_recover(Context, point, signature, digest) != 1) return false;
        key = new Secp256k1PublicKey(point);
        return true;
    }

    /// <summary>
    /// The sum of 1 to <see cref="CombinedKeysMax"/> points; false when it is the point at infinity.
    /// </summary>
    public static unsafe bool TryCombine(
        ReadOnlySpan<Secp256k1PublicKey> keys, [NotNullWhen(true)] out Secp256k1PublicKey? sum)
    {
        ArgumentOutOfRangeException.ThrowIfZero(keys.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Length, CombinedKeysMax);
        byte* points = stackalloc byte[keys.Length * OpaqueBytes];
        byte** pointers = stackalloc byte*[keys.Length];
        for (int index = 0; index < keys.Length; index++)
        {
            pointers[index] = points + index * OpaqueBytes;
            keys[index].Opaque.CopyTo(new Span<byte>(pointers[index], OpaqueBytes));
        }

        byte[] point = new byte[OpaqueBytes];
        bool isFinite = Secp256k1Imports.secp256k1_ec_pubkey_combine(
            Context, point, pointers, (nuint)keys.Length) == 1;
        sum = isFinite ? new Secp256k1PublicKey(point) : null;
        return isFinite;
    }

    /// <summary>
    /// This point + tweak·G; false when the tweak is not below the order, or the sum is at infinity.
    /// </summary>
    public bool TryAddTweak(ReadOnlySpan<byte> tweak, [NotNullWhen(true)] out Secp256k1PublicKey? key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tweak.Length, 32);
        byte[] point = [.. _point];
        bool isPoint = Secp256k1Imports.secp256k1_ec_pubkey_tweak_add(Context, point, tweak) == 1;
        key = isPoint ? new Secp256k1PublicKey(point) : null;
        return isPoint;
    }

    /// <summary>Tweak·this point; false when the tweak is zero or not below the order.</summary>
    public bool TryMultiply(ReadOnlySpan<byte> tweak, [NotNullWhen(true)] out Secp256k1PublicKey? key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tweak.Length, 32);
        byte[] point = [.. _point];
        bool isPoint = Secp256k1Imports.secp256k1_ec_pubkey_tweak_mul(Context, point, tweak) == 1;
        key = isPoint ? new Secp256k1PublicKey(point) : null;
        return isPoint;
    }

    public Secp256k1PublicKey Negate()
    {
        byte[] point = [.. _point];
        Invariant.Holds(Secp256k1Imports.secp256k1_ec_pubkey_negate(Context, point) == 1);
        return new Secp256k1PublicKey(point);
    }

    /// <summary>
    /// ECDSA (SEC 1 section 4.1.4) over a 32-byte digest. Chains accept only low s (BIP-146, EIP-2); with
    /// <paramref name="requireLowS"/> false the mirrored signature counts too.
    /// </summary>
    public bool VerifyEcdsa(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> compact, bool requireLowS = true)
    {
        if (digest.Length != DigestBytes) return false;
        Span<byte> signature = stackalloc byte[Secp256k1Signature.OpaqueBytes];
        if (!Secp256k1Signature.TryParse(compact, signature)) return false;
        if (!requireLowS)
            _ = Secp256k1Imports.secp256k1_ecdsa_signature_normalize(Context, signature, signature);
        return Secp256k1Imports.secp256k1_ecdsa_verify(Context, signature, digest, _point) == 1;
    }

    /// <summary>
    /// Schnorr (BIP-340) over a message of any length; the key counts by its x coordinate only.
    /// </summary>
    public bool VerifySchnorr(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != Secp256k1Signature.CompactBytes) return false;
        Span<byte> evenPoint = stackalloc byte[OpaqueBytes];
        Invariant.Holds(Secp256k1Imports.secp256k1_xonly_pubkey_from_pubkey(
            Context, evenPoint, out _, _point) == 1);
        return Secp256k1Imports.secp256k1_schnorrsig_verify(
            Context, signature, message, (nuint)message.Length, evenPoint) == 1;
    }

    public void WriteCompressed(Span<byte> destination) =>
        Write(destination, CompressedBytes, Secp256k1Imports.SECP256K1_EC_COMPRESSED);

    /// <summary>0x04 ‖ x ‖ y.</summary>
    public void WriteUncompressed(Span<byte> destination) =>
        Write(destination, UncompressedBytes, Secp256k1Imports.SECP256K1_EC_UNCOMPRESSED);

    public void WriteXOnly(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, XOnlyBytes);
        Span<byte> compressed = stackalloc byte[CompressedBytes];
        WriteCompressed(compressed);
        compressed[1..].CopyTo(destination);
    }

    public byte[] ToCompressed()
    {
        byte[] encoded = new byte[CompressedBytes];
        WriteCompressed(encoded);
        return encoded;
    }

    public byte[] ToUncompressed()
    {
        byte[] encoded = new byte[UncompressedBytes];
        WriteUncompressed(encoded);
        return encoded;
    }

    public bool Equals(Secp256k1PublicKey? other) =>
        other is not null && _point.AsSpan().SequenceEqual(other._point);

    public override bool Equals(object? obj) => Equals(obj as Secp256k1PublicKey);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_point);
        return hash.ToHashCode();
    }

    /// <summary>The compressed encoding in lower-case hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToCompressed());

    private void Write(Span<byte> destination, int length, uint flags)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, length);
        nuint written = (nuint)length;
        Invariant.Holds(Secp256k1Imports.secp256k1_ec_pubkey_serialize(
            Context, destination, ref written, _point, flags) == 1 && written == (nuint)length);
    }
}
