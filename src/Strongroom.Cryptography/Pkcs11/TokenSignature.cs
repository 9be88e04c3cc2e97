// PKCS #11 v2.40 section 2.3.1: an ECDSA signature is r ‖ s, both of the same length, at most that of the
// order; some tokens leave leading zeros out, some write the SEQUENCE of RFC 3279 section 2.2.3. Sixty-four
// bytes can be read both ways, so that the reading which verifies is the right one.
using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Numerics;
using Strongroom.Cryptography.P256;
using Strongroom.Cryptography.Secp256k1;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>Signatures as tokens write them, turned into the one form that this house uses.</summary>
internal static class TokenSignature
{
    internal const int CompactBytes = 64;
    private const int ScalarBytes = 32;

    /// <summary>
    /// r ‖ s with low s (BIP-146, EIP-2) and the recovery id under which the key comes back; false when no
    /// reading of the token's bytes is a signature by this key. Recovery solves the equation of verification
    /// for the key (SEC 1 section 4.1.6): a key that comes back has signed, and nothing is verified twice.
    /// </summary>
    internal static bool TryReadSecp256k1(
        ReadOnlySpan<byte> written, Secp256k1PublicKey key, ReadOnlySpan<byte> digest, Span<byte> compact,
        out int recoveryId)
    {
        Span<byte> parsed = stackalloc byte[Secp256k1Signature.OpaqueBytes];
        foreach (byte[] candidate in Readings(written))
        {
            if (!Secp256k1Signature.TryParse(candidate, parsed)) continue;
            Secp256k1Signature.WriteLowS(candidate, compact);
            for (recoveryId = 0; recoveryId <= 3; recoveryId++)
            {
                bool isKey = Secp256k1PublicKey.TryRecover(
                    digest, compact, recoveryId, out Secp256k1PublicKey? recovered) && recovered.Equals(key);
                if (isKey) return true;
            }
        }

        recoveryId = -1;
        return false;
    }

    internal static bool TryReadP256(
        ReadOnlySpan<byte> written, P256PublicKey key, ReadOnlySpan<byte> digest,
        [NotNullWhen(true)] out byte[]? compact)
    {
        compact = null;
        foreach (byte[] candidate in Readings(written))
        {
            if (key.Verify(digest, candidate)) compact = candidate;
        }

        return compact is not null;
    }

    /// <summary>Every way to read these bytes as two scalars of 32 bytes.</summary>
    internal static IReadOnlyList<byte[]> Readings(ReadOnlySpan<byte> written)
    {
        List<byte[]> readings = [];
        if (written.Length is > 0 and <= CompactBytes && written.Length % 2 == 0)
        {
            int half = written.Length / 2;
            byte[] raw = new byte[CompactBytes];
            written[..half].CopyTo(raw.AsSpan(ScalarBytes - half));
            written[half..].CopyTo(raw.AsSpan(CompactBytes - half));
            readings.Add(raw);
        }

        if (TryReadSequence(written, out byte[]? compact)) readings.Add(compact);
        return readings;
    }

    private static bool TryReadSequence(ReadOnlySpan<byte> der, [NotNullWhen(true)] out byte[]? compact)
    {
        compact = null;
        byte[] pair = new byte[CompactBytes];
        try
        {
            AsnReader reader = new(der.ToArray(), AsnEncodingRules.BER);
            AsnReader sequence = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            BigInteger r = sequence.ReadInteger(), s = sequence.ReadInteger();
            sequence.ThrowIfNotEmpty();
            if (!TryWrite(r, pair.AsSpan(0, ScalarBytes))) return false;
            if (!TryWrite(s, pair.AsSpan(ScalarBytes))) return false;
        }
        catch (AsnContentException)
        {
            return false;
        }

        compact = pair;
        return true;
    }

    private static bool TryWrite(BigInteger number, Span<byte> destination)
    {
        if (number.Sign < 0 || number.GetByteCount(isUnsigned: true) > destination.Length) return false;
        Span<byte> bytes = destination[^number.GetByteCount(isUnsigned: true)..];
        return number.TryWriteBytes(bytes, out _, isUnsigned: true, isBigEndian: true);
    }
}
