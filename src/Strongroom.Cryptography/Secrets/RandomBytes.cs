using System.Security.Cryptography;

namespace Strongroom.Cryptography.Secrets;

/// <summary>The one source of randomness: OpenSSL's generator, seeded by the kernel (getrandom).</summary>
public static class RandomBytes
{
    public const int LengthMax = 65_536;

    public static void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);

    /// <summary>
    /// 1 to <see cref="LengthMax"/> fresh random bytes, for what is not secret (salts, ids, nonces).
    /// </summary>
    public static byte[] Create(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, LengthMax);
        return RandomNumberGenerator.GetBytes(length);
    }
}
