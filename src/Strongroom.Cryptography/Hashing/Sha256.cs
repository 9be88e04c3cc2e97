using System.Security.Cryptography;

namespace Strongroom.Cryptography.Hashing;

/// <summary>
/// SHA-256 (FIPS 180-4) over concatenated parts, by OpenSSL. One hash object per thread is kept: starting a
/// new one for every short message costs more than hashing it, and contends between threads.
/// </summary>
public static class Sha256
{
    public const int DigestBytes = 32;

    [ThreadStatic]
    private static IncrementalHash? t_hash;

    public static byte[] Hash(ReadOnlySpan<byte> message)
    {
        byte[] digest = new byte[DigestBytes];
        Hash(message, [], [], digest);
        return digest;
    }

    public static void Hash(ReadOnlySpan<byte> message, Span<byte> digest) => Hash(message, [], [], digest);

    public static void Hash(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> digest) =>
        Hash(first, second, [], digest);

    /// <summary>SHA-256 of the three parts one after the other; the digest is exactly 32 bytes.</summary>
    public static void Hash(
        ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, Span<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, DigestBytes);
        IncrementalHash hash = t_hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(first);
        if (!second.IsEmpty) hash.AppendData(second);
        if (!third.IsEmpty) hash.AppendData(third);
        Invariant.Holds(hash.TryGetHashAndReset(digest, out int written) && written == DigestBytes);
    }

    /// <summary>SHA-256 of SHA-256, as Bitcoin uses it.</summary>
    public static void HashTwice(ReadOnlySpan<byte> message, Span<byte> digest)
    {
        Hash(message, digest);
        Hash(digest, digest);
    }
}
