using System.Security.Cryptography;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cryptography.Hashing;

/// <summary>
/// HKDF (RFC 5869), extract and expand in one step: with SHA-256 by the .NET class library; with SHA-512,
/// from which seeds come, by libsodium's HMAC, that leaves nothing on a heap.
/// </summary>
public static class Hkdf
{
    /// <summary>255 blocks of 32 bytes (RFC 5869 section 2.3).</summary>
    public const int Sha256OutputBytesMax = 255 * 32;

    /// <summary>255 blocks of 64 bytes.</summary>
    public const int Sha512OutputBytesMax = 255 * 64;

    public static void DeriveSha256(
        ReadOnlySpan<byte> input, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, Span<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfZero(output.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(output.Length, Sha256OutputBytesMax);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, input, output, salt, info);
    }

    public static void DeriveSha512(
        ReadOnlySpan<byte> input, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, Span<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfZero(output.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(output.Length, Sha512OutputBytesMax);
        Span<byte> key = stackalloc byte[HmacSha512.TagBytes];
        Span<byte> block = stackalloc byte[HmacSha512.TagBytes];
        byte[] context = [.. info, 0];
        try
        {
            // Without a salt RFC 5869 takes zeros, and HMAC fills up every key with zeros.
            HmacSha512.Compute(salt, input, [], key);
            for (int done = 0, count = 0; done < output.Length; done += block.Length)
            {
                context[^1] = (byte)++count;
                HmacSha512.Compute(key, count == 1 ? [] : block, context, block);
                int length = Math.Min(block.Length, output.Length - done);
                block[..length].CopyTo(output[done..]);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(block);
        }
    }
}
