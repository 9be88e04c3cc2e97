using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Strongroom.Cryptography.Hashing;

/// <summary>
/// Keccak-256 as Ethereum uses it: the Keccak submission of 2011 (round 3), [c = 512], rate 136 bytes,
/// padding 0x01 … 0x80. It differs from SHA3-256 (FIPS 202) only in the padding byte. One of the two
/// primitives written here, because no library at hand has it. Constant time; no allocation.
/// </summary>
public static class Keccak256
{
    public const int DigestBytes = 32;

    private const int RateBytes = 136;
    private const int RateLanes = RateBytes / sizeof(ulong);
    private const int StateLanes = 25;

    // Keccak reference, section 1.2: the outputs of the round constant LFSR.
    private static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000,
        0x000000000000808B, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    public static byte[] Hash(ReadOnlySpan<byte> message)
    {
        byte[] digest = new byte[DigestBytes];
        Hash(message, digest);
        return digest;
    }

    /// <param name="message">Any length; may overlap <paramref name="digest"/>.</param>
    /// <param name="digest">Exactly 32 bytes.</param>
    public static void Hash(ReadOnlySpan<byte> message, Span<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, DigestBytes);
        Span<ulong> state = stackalloc ulong[StateLanes];
        state.Clear();
        while (message.Length >= RateBytes)
        {
            Absorb(state, message[..RateBytes]);
            message = message[RateBytes..];
        }

        Span<byte> last = stackalloc byte[RateBytes];
        last.Clear();
        message.CopyTo(last);
        last[message.Length] = 0x01;
        last[RateBytes - 1] |= 0x80;
        Absorb(state, last);
        for (int lane = 0; lane < DigestBytes / sizeof(ulong); lane++)
            BinaryPrimitives.WriteUInt64LittleEndian(digest[(lane * sizeof(ulong))..], state[lane]);
    }

    private static void Absorb(Span<ulong> state, ReadOnlySpan<byte> block)
    {
        for (int lane = 0; lane < RateLanes; lane++)
            state[lane] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(lane * sizeof(ulong))..]);
        Permute(state);
    }

    // Keccak-f[1600]: 24 rounds of θ, ρ, π, χ, ι, two at a time so that the state never needs copying back.
    private static unsafe void Permute(Span<ulong> state)
    {
        ulong* other = stackalloc ulong[StateLanes];
        fixed (ulong* lanes = state)
        {
            for (int round = 0; round < RoundConstants.Length; round += 2)
            {
                Round(lanes, other, RoundConstants[round]);
                Round(other, lanes, RoundConstants[round + 1]);
            }
        }
    }

    // Lane a[x + 5y]. θ on the way in; ρ and π choose and rotate the five inputs of each output row; χ; ι.
    private static unsafe void Round(ulong* a, ulong* to, ulong constant)
    {
        ulong c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20];
        ulong c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21];
        ulong c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22];
        ulong c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23];
        ulong c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24];
        ulong d0 = c4 ^ Rotate(c1, 1);
        ulong d1 = c0 ^ Rotate(c2, 1);
        ulong d2 = c1 ^ Rotate(c3, 1);
        ulong d3 = c2 ^ Rotate(c4, 1);
        ulong d4 = c3 ^ Rotate(c0, 1);

        Chi(to, a[0] ^ d0, Rotate(a[6] ^ d1, 44), Rotate(a[12] ^ d2, 43),
            Rotate(a[18] ^ d3, 21), Rotate(a[24] ^ d4, 14));
        Chi(to + 5, Rotate(a[3] ^ d3, 28), Rotate(a[9] ^ d4, 20), Rotate(a[10] ^ d0, 3),
            Rotate(a[16] ^ d1, 45), Rotate(a[22] ^ d2, 61));
        Chi(to + 10, Rotate(a[1] ^ d1, 1), Rotate(a[7] ^ d2, 6), Rotate(a[13] ^ d3, 25),
            Rotate(a[19] ^ d4, 8), Rotate(a[20] ^ d0, 18));
        Chi(to + 15, Rotate(a[4] ^ d4, 27), Rotate(a[5] ^ d0, 36), Rotate(a[11] ^ d1, 10),
            Rotate(a[17] ^ d2, 15), Rotate(a[23] ^ d3, 56));
        Chi(to + 20, Rotate(a[2] ^ d2, 62), Rotate(a[8] ^ d3, 55), Rotate(a[14] ^ d4, 39),
            Rotate(a[15] ^ d0, 41), Rotate(a[21] ^ d1, 2));
        to[0] ^= constant;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Chi(ulong* row, ulong b0, ulong b1, ulong b2, ulong b3, ulong b4)
    {
        row[0] = b0 ^ (~b1 & b2);
        row[1] = b1 ^ (~b2 & b3);
        row[2] = b2 ^ (~b3 & b4);
        row[3] = b3 ^ (~b4 & b0);
        row[4] = b4 ^ (~b0 & b1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Rotate(ulong lane, int bits) => BitOperations.RotateLeft(lane, bits);
}
