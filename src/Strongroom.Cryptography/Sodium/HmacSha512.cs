using System.Security.Cryptography;

namespace Strongroom.Cryptography.Sodium;

/// <summary>
/// HMAC-SHA-512 (RFC 2104, FIPS 198-1) over two concatenated parts, by libsodium: its state lies on our
/// stack and is zeroed here, where OpenSSL would leave keys on its heap and take longer to start.
/// </summary>
internal static class HmacSha512
{
    internal const int TagBytes = 64;

    private const int StateBytes = 512;

    static HmacSha512() => Invariant.Holds(SodiumImports.crypto_auth_hmacsha512_statebytes() <= StateBytes);

    internal static void Compute(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> tag)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tag.Length, TagBytes);
        Span<byte> state = stackalloc byte[StateBytes];
        try
        {
            Check(SodiumImports.crypto_auth_hmacsha512_init(state, key, (nuint)key.Length));
            Check(SodiumImports.crypto_auth_hmacsha512_update(state, first, (ulong)first.Length));
            Check(SodiumImports.crypto_auth_hmacsha512_update(state, second, (ulong)second.Length));
            Check(SodiumImports.crypto_auth_hmacsha512_final(state, tag));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(state);
        }
    }

    private static void Check(int result) => Invariant.Holds(result == 0);
}
