using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Strongroom.Cryptography.P256;

/// <summary>
/// Addition of secret scalars modulo the order of P-256 (SEC 2 section 2.4.2), in constant time, for SLIP-10
/// derivation: the one operation on this curve that OpenSSL offers only on its own heap.
/// </summary>
internal static class P256Scalar
{
    internal const int ScalarBytes = 32;

    private const int Limbs = 4;

    // n, least significant limb first.
    private static ReadOnlySpan<ulong> Order =>
        [0xf3b9cac2fc632551, 0xbce6faada7179e84, 0xffffffffffffffff, 0xffffffff00000000];

    /// <summary>True for 1 ≤ scalar &lt; n.</summary>
    internal static bool IsValid(ReadOnlySpan<byte> scalar) => !IsZero(scalar) && IsBelowOrder(scalar);

    internal static bool IsZero(ReadOnlySpan<byte> scalar)
    {
        int bits = 0;
        foreach (byte part in scalar) bits |= part;
        return bits == 0;
    }

    internal static bool IsBelowOrder(ReadOnlySpan<byte> scalar)
    {
        Span<ulong> limbs = stackalloc ulong[Limbs];
        Read(scalar, limbs);
        ulong borrow = SubtractOrder(limbs, limbs);
        limbs.Clear();
        return borrow == 1;
    }

    /// <summary>(a + b) mod n, both already below n.</summary>
    internal static void Add(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<byte> sum)
    {
        Span<ulong> left = stackalloc ulong[Limbs];
        Span<ulong> right = stackalloc ulong[Limbs];
        Read(a, left);
        Read(b, right);
        ulong carry = 0;
        for (int limb = 0; limb < Limbs; limb++)
        {
            UInt128 total = (UInt128)left[limb] + right[limb] + carry;
            left[limb] = unchecked((ulong)total);
            carry = (ulong)(total >> 64);
        }

        ulong borrow = SubtractOrder(left, right);
        // The difference stands when the sum overflowed 2²⁵⁶ or was not below n.
        ulong mask = unchecked(0 - (carry | (borrow ^ 1)));
        for (int limb = 0; limb < Limbs; limb++)
        {
            ulong chosen = (right[limb] & mask) | (left[limb] & ~mask);
            BinaryPrimitives.WriteUInt64BigEndian(sum[((Limbs - 1 - limb) * sizeof(ulong))..], chosen);
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(left));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(right));
    }

    private static ulong SubtractOrder(ReadOnlySpan<ulong> value, Span<ulong> difference)
    {
        ulong borrow = 0;
        for (int limb = 0; limb < Limbs; limb++)
        {
            UInt128 total = unchecked((UInt128)value[limb] - Order[limb] - borrow);
            difference[limb] = unchecked((ulong)total);
            borrow = (ulong)(total >> 64) & 1;
        }

        return borrow;
    }

    private static void Read(ReadOnlySpan<byte> bytes, Span<ulong> limbs)
    {
        Invariant.Holds(bytes.Length == ScalarBytes);
        for (int limb = 0; limb < Limbs; limb++)
            limbs[limb] = BinaryPrimitives.ReadUInt64BigEndian(bytes[((Limbs - 1 - limb) * sizeof(ulong))..]);
    }
}
