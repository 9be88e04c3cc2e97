using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.SecretSharing;

/// <summary>
/// Shamir's secret sharing byte by byte over GF(256) as SLIP-39 prints it: the secret at x = 255, and at x =
/// 254 a digest share (four bytes of HMAC-SHA-256 of the secret under the random rest of that share), by
/// which a wrong combination is noticed with probability 1 − 2⁻³².
/// </summary>
internal static class ShamirScheme
{
    internal const int SecretBytesMin = 16;
    internal const int SecretBytesMax = 64;

    private const int SecretX = 255;
    private const int DigestX = 254;
    private const int DigestBytes = 4;

    internal static bool IsSecretLength(int length) =>
        length is >= SecretBytesMin and <= SecretBytesMax && length % 2 == 0;

    /// <summary>
    /// The values at x = 0 … <paramref name="count"/> − 1; any threshold of them gives the secret.
    /// </summary>
    internal static SecretBytes[] Split(int threshold, int count, ReadOnlySpan<byte> secret)
    {
        Invariant.Holds(threshold >= 1 && threshold <= count && count <= ShareSet.CountMax);
        Invariant.Holds(IsSecretLength(secret.Length));
        SecretBytes[] values = new SecretBytes[count];
        if (threshold == 1)
        {
            for (int x = 0; x < count; x++) values[x] = SecretBytes.CopyOf(secret);
            return values;
        }

        using SecretBytes digest = DigestShare(secret);
        using SecretBytes copy = SecretBytes.CopyOf(secret);
        byte[] places = new byte[threshold];
        SecretBytes[] known = new SecretBytes[threshold];
        (places[^1], known[^1], places[^2], known[^2]) = (SecretX, copy, DigestX, digest);
        for (int x = 0; x < threshold - 2; x++)
        {
            values[x] = SecretBytes.Random(secret.Length);
            (places[x], known[x]) = ((byte)x, values[x]);
        }

        for (int x = threshold - 2; x < count; x++) values[x] = Interpolate(places, known, (byte)x);
        return values;
    }

    /// <summary>
    /// The secret of exactly as many values as the threshold; false when the digest share does not agree.
    /// </summary>
    internal static bool TryCombine(
        ReadOnlySpan<byte> places, ReadOnlySpan<SecretBytes> values,
            [NotNullWhen(true)] out SecretBytes? secret)
    {
        Invariant.Holds(places.Length == values.Length && places.Length >= 1);
        if (places.Length == 1)
        {
            using SecretLease only = values[0].Open();
            secret = SecretBytes.CopyOf(only.Span);
            return true;
        }

        secret = Interpolate(places, values, SecretX);
        using SecretBytes digest = Interpolate(places, values, DigestX);
        if (IsDigestOf(digest, secret)) return true;
        secret.Dispose();
        secret = null;
        return false;
    }

    private static SecretBytes DigestShare(ReadOnlySpan<byte> secret)
    {
        SecretBytes share = SecretBytes.New(secret.Length, out Span<byte> content);
        RandomBytes.Fill(content[DigestBytes..]);
        Span<byte> tag = stackalloc byte[Hmac.TagBytes];
        Hmac.Compute(content[DigestBytes..], secret, tag);
        tag[..DigestBytes].CopyTo(content);
        CryptographicOperations.ZeroMemory(tag);
        return share;
    }

    private static bool IsDigestOf(SecretBytes digest, SecretBytes secret)
    {
        using SecretLease share = digest.Open();
        using SecretLease message = secret.Open();
        Span<byte> tag = stackalloc byte[Hmac.TagBytes];
        Hmac.Compute(share.Span[DigestBytes..], message.Span, tag);
        bool isRight = CryptographicOperations.FixedTimeEquals(tag[..DigestBytes], share.Span[..DigestBytes]);
        CryptographicOperations.ZeroMemory(tag);
        return isRight;
    }

    /// <summary>
    /// The polynomial through the known points (Lagrange), at another x. Places are public.
    /// </summary>
    private static SecretBytes Interpolate(
        ReadOnlySpan<byte> places, ReadOnlySpan<SecretBytes> values, byte at)
    {
        SecretBytes result = SecretBytes.New(values[0].Length, out Span<byte> content);
        for (int index = 0; index < places.Length; index++)
        {
            byte weight = Weight(places, index, at);
            using SecretLease value = values[index].Open();
            for (int place = 0; place < content.Length; place++)
                content[place] ^= GaloisField.Multiply(weight, value.Span[place]);
        }

        return result;
    }

    private static byte Weight(ReadOnlySpan<byte> places, int index, byte at)
    {
        byte numerator = 1;
        byte denominator = 1;
        for (int other = 0; other < places.Length; other++)
        {
            if (other == index) continue;
            numerator = GaloisField.Multiply(numerator, (byte)(at ^ places[other]));
            denominator = GaloisField.Multiply(denominator, (byte)(places[index] ^ places[other]));
        }

        Invariant.Holds(denominator != 0);
        return GaloisField.Multiply(numerator, GaloisField.Invert(denominator));
    }
}
