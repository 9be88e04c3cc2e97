using System.Security.Cryptography;

namespace Strongroom.Cryptography.Hashing;

/// <summary>HMAC-SHA-256 (RFC 2104, FIPS 198-1) by OpenSSL, with verification in constant time.</summary>
public static class Hmac
{
    public const int TagBytes = 32;
    public const int TruncatedTagBytesMin = 16;

    public static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> tag)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tag.Length, TagBytes);
        Invariant.Holds(HMACSHA256.HashData(key, message, tag) == TagBytes);
    }

    /// <summary>False for a wrong tag, or one truncated below 128 bits (SP 800-107 section 5.3.5).</summary>
    public static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> tag)
    {
        if (tag.Length is < TruncatedTagBytesMin or > TagBytes) return false;
        Span<byte> expected = stackalloc byte[TagBytes];
        Compute(key, message, expected);
        bool isRight = CryptographicOperations.FixedTimeEquals(expected[..tag.Length], tag);
        CryptographicOperations.ZeroMemory(expected);
        return isRight;
    }
}
