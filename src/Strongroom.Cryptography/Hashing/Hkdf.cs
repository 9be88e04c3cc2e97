using System.Security.Cryptography;

namespace Strongroom.Cryptography.Hashing;

/// <summary>HKDF (RFC 5869), extract and expand in one step, by the .NET class library.</summary>
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
        HKDF.DeriveKey(HashAlgorithmName.SHA512, input, output, salt, info);
    }
}
