using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Strongroom.Cryptography.Sodium;

/// <summary>
/// PBKDF2 (RFC 8018, section 5.2) by libsodium's HMAC, for outputs of one block. All state lies on our
/// stack and is zeroed here; OpenSSL frees the salt as it is, and SLIP-39 salts with halves of the
/// secret itself.
/// </summary>
internal static class Pbkdf2
{
    private const int Sha256BlockBytes = 32;
    private const int Sha512BlockBytes = 64;
    private const int StateBytes = 512;

    static Pbkdf2() => Invariant.Holds(
        SodiumImports.crypto_auth_hmacsha256_statebytes() <= StateBytes
        && SodiumImports.crypto_auth_hmacsha512_statebytes() <= StateBytes);

    /// <summary>At most 32 bytes of output.</summary>
    internal static void DeriveSha256(
        ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations, Span<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(output.Length, Sha256BlockBytes);
        Span<byte> keyed = stackalloc byte[StateBytes];
        Span<byte> state = stackalloc byte[StateBytes];
        Span<byte> block = stackalloc byte[Sha256BlockBytes];
        Span<byte> sum = stackalloc byte[Sha256BlockBytes];
        try
        {
            Check(SodiumImports.crypto_auth_hmacsha256_init(keyed, password, (nuint)password.Length));
            keyed.CopyTo(state);
            Check(SodiumImports.crypto_auth_hmacsha256_update(state, salt, (ulong)salt.Length));
            Check(SodiumImports.crypto_auth_hmacsha256_update(state, FirstBlock, (ulong)FirstBlock.Length));
            Check(SodiumImports.crypto_auth_hmacsha256_final(state, block));
            block.CopyTo(sum);
            for (int iteration = 1; iteration < iterations; iteration++)
            {
                keyed.CopyTo(state);
                Check(SodiumImports.crypto_auth_hmacsha256_update(state, block, Sha256BlockBytes));
                Check(SodiumImports.crypto_auth_hmacsha256_final(state, block));
                Add(block, sum);
            }

            sum[..output.Length].CopyTo(output);
        }
        finally
        {
            Zero(keyed, state, block, sum);
        }
    }

    /// <summary>At most 64 bytes of output.</summary>
    internal static void DeriveSha512(
        ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations, Span<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(output.Length, Sha512BlockBytes);
        Span<byte> keyed = stackalloc byte[StateBytes];
        Span<byte> state = stackalloc byte[StateBytes];
        Span<byte> block = stackalloc byte[Sha512BlockBytes];
        Span<byte> sum = stackalloc byte[Sha512BlockBytes];
        try
        {
            Check(SodiumImports.crypto_auth_hmacsha512_init(keyed, password, (nuint)password.Length));
            keyed.CopyTo(state);
            Check(SodiumImports.crypto_auth_hmacsha512_update(state, salt, (ulong)salt.Length));
            Check(SodiumImports.crypto_auth_hmacsha512_update(state, FirstBlock, (ulong)FirstBlock.Length));
            Check(SodiumImports.crypto_auth_hmacsha512_final(state, block));
            block.CopyTo(sum);
            for (int iteration = 1; iteration < iterations; iteration++)
            {
                keyed.CopyTo(state);
                Check(SodiumImports.crypto_auth_hmacsha512_update(state, block, Sha512BlockBytes));
                Check(SodiumImports.crypto_auth_hmacsha512_final(state, block));
                Add(block, sum);
            }

            sum[..output.Length].CopyTo(output);
        }
        finally
        {
            Zero(keyed, state, block, sum);
        }
    }

    /// <summary>INT (1), big-endian.</summary>
    private static ReadOnlySpan<byte> FirstBlock => [0, 0, 0, 1];

    private static void Add(ReadOnlySpan<byte> block, Span<byte> sum)
    {
        for (int at = 0; at < sum.Length; at += sizeof(ulong))
        {
            ulong mixed = BinaryPrimitives.ReadUInt64LittleEndian(sum[at..])
                ^ BinaryPrimitives.ReadUInt64LittleEndian(block[at..]);
            BinaryPrimitives.WriteUInt64LittleEndian(sum[at..], mixed);
        }
    }

    private static void Zero(Span<byte> keyed, Span<byte> state, Span<byte> block, Span<byte> sum)
    {
        CryptographicOperations.ZeroMemory(keyed);
        CryptographicOperations.ZeroMemory(state);
        CryptographicOperations.ZeroMemory(block);
        CryptographicOperations.ZeroMemory(sum);
    }

    private static void Check(int result) => Invariant.Holds(result == 0);
}
