namespace Strongroom.Assets;

// Schoolbook arithmetic on 64-bit limbs (Knuth, TAOCP 2, 4.3.1), written for reading: amounts are few, and
// long division by more than one limb happens nowhere on a hot path.
public readonly partial struct UInt256
{
    private const int LimbCount = 4;

    public static UInt256 operator +(UInt256 left, UInt256 right) =>
        TryAdd(left, right, out UInt256 sum) ? sum : throw new OverflowException("above 2^256 - 1");

    public static UInt256 operator -(UInt256 left, UInt256 right) =>
        TrySubtract(left, right, out UInt256 rest) ? rest : throw new OverflowException("below 0");

    public static UInt256 operator *(UInt256 left, UInt256 right) =>
        TryMultiply(left, right, out UInt256 product)
            ? product
            : throw new OverflowException("above 2^256 - 1");

    public static UInt256 operator /(UInt256 left, UInt256 right) => DivRem(left, right, out _);

    public static UInt256 operator %(UInt256 left, UInt256 right)
    {
        DivRem(left, right, out UInt256 remainder);
        return remainder;
    }

    /// <summary>False, with a zero result, when the sum is above 2^256 − 1.</summary>
    public static bool TryAdd(UInt256 left, UInt256 right, out UInt256 sum)
    {
        ulong carry = 0;
        ulong limb0 = AddLimb(left._limb0, right._limb0, ref carry);
        ulong limb1 = AddLimb(left._limb1, right._limb1, ref carry);
        ulong limb2 = AddLimb(left._limb2, right._limb2, ref carry);
        ulong limb3 = AddLimb(left._limb3, right._limb3, ref carry);
        sum = carry == 0 ? new UInt256(limb0, limb1, limb2, limb3) : default;
        return carry == 0;
    }

    /// <summary>False, with a zero result, when <paramref name="right"/> is the larger one.</summary>
    public static bool TrySubtract(UInt256 left, UInt256 right, out UInt256 difference)
    {
        difference = default;
        if (left < right) return false;
        ulong borrow = 0;
        difference = new UInt256(
            SubtractLimb(left._limb0, right._limb0, ref borrow),
            SubtractLimb(left._limb1, right._limb1, ref borrow),
            SubtractLimb(left._limb2, right._limb2, ref borrow),
            SubtractLimb(left._limb3, right._limb3, ref borrow));
        return true;
    }

    /// <summary>False, with a zero result, when the product is above 2^256 − 1.</summary>
    public static bool TryMultiply(UInt256 left, UInt256 right, out UInt256 product)
    {
        Span<ulong> a = stackalloc ulong[LimbCount];
        Span<ulong> b = stackalloc ulong[LimbCount];
        Span<ulong> full = stackalloc ulong[LimbCount * 2];
        left.CopyLimbs(a);
        right.CopyLimbs(b);
        full.Clear();
        for (int i = 0; i < LimbCount; i++)
        {
            ulong carry = 0;
            for (int j = 0; j < LimbCount; j++)
            {
                // At most (2^64 − 1)^2 + 2 (2^64 − 1) = 2^128 − 1: this never overflows.
                UInt128 step = (UInt128)a[i] * b[j] + full[i + j] + carry;
                full[i + j] = Low(step);
                carry = (ulong)(step >> 64);
            }

            full[i + LimbCount] = carry;
        }

        bool fits = (full[4] | full[5] | full[6] | full[7]) == 0;
        product = fits ? new UInt256(full[0], full[1], full[2], full[3]) : default;
        return fits;
    }

    private static bool TryMultiplyAdd(UInt256 left, ulong factor, ulong addend, out UInt256 result)
    {
        ulong carry = addend;
        result = new UInt256(
            MultiplyLimb(left._limb0, factor, ref carry),
            MultiplyLimb(left._limb1, factor, ref carry),
            MultiplyLimb(left._limb2, factor, ref carry),
            MultiplyLimb(left._limb3, factor, ref carry));
        if (carry != 0) result = default;
        return carry == 0;
    }

    /// <summary>The quotient, rounded down, and the remainder; throws on division by zero.</summary>
    public static UInt256 DivRem(UInt256 dividend, UInt256 divisor, out UInt256 remainder)
    {
        if (divisor.IsZero) throw new DivideByZeroException();
        if (divisor.FitsUInt64)
        {
            UInt256 quotient = DivRemByLimb(dividend, divisor._limb0, out ulong rest);
            remainder = rest;
            return quotient;
        }

        return DivRemByBits(dividend, divisor, out remainder);
    }

    private static UInt256 DivRemByLimb(UInt256 dividend, ulong divisor, out ulong remainder)
    {
        Span<ulong> limbs = stackalloc ulong[LimbCount];
        dividend.CopyLimbs(limbs);
        remainder = 0;
        for (int i = LimbCount - 1; i >= 0; i--)
        {
            (UInt128 quotient, UInt128 rest) = UInt128.DivRem(new UInt128(remainder, limbs[i]), divisor);
            limbs[i] = (ulong)quotient;
            remainder = (ulong)rest;
        }

        return new UInt256(limbs[0], limbs[1], limbs[2], limbs[3]);
    }

    // The divisor has more than 64 bits, so the quotient has fewer than 192: one subtraction per bit.
    private static UInt256 DivRemByBits(UInt256 dividend, UInt256 divisor, out UInt256 remainder)
    {
        UInt256 quotient = default;
        remainder = dividend;
        for (int shift = dividend.BitLength - divisor.BitLength; shift >= 0; shift--)
        {
            UInt256 shifted = divisor.ShiftLeft(shift);
            if (!TrySubtract(remainder, shifted, out UInt256 rest)) continue;
            remainder = rest;
            quotient += One.ShiftLeft(shift);
        }

        return quotient;
    }

    // The caller guarantees that no set bit leaves the top.
    private UInt256 ShiftLeft(int count)
    {
        Span<ulong> from = stackalloc ulong[LimbCount];
        Span<ulong> to = stackalloc ulong[LimbCount];
        CopyLimbs(from);
        to.Clear();
        int limbs = count / 64;
        int bits = count % 64;
        for (int i = limbs; i < LimbCount; i++)
        {
            to[i] = from[i - limbs] << bits;
            if (bits > 0 && i > limbs) to[i] |= from[i - limbs - 1] >> (64 - bits);
        }

        return new UInt256(to[0], to[1], to[2], to[3]);
    }

    private void CopyLimbs(Span<ulong> limbs)
    {
        limbs[0] = _limb0;
        limbs[1] = _limb1;
        limbs[2] = _limb2;
        limbs[3] = _limb3;
    }

    private static ulong AddLimb(ulong left, ulong right, ref ulong carry)
    {
        UInt128 sum = (UInt128)left + right + carry;
        carry = (ulong)(sum >> 64);
        return Low(sum);
    }

    // At most (2^64 − 1)^2 + 2^64 − 1 = 2^64 (2^64 − 1): this never overflows.
    private static ulong MultiplyLimb(ulong left, ulong factor, ref ulong carry)
    {
        UInt128 product = (UInt128)left * factor + carry;
        carry = (ulong)(product >> 64);
        return Low(product);
    }

    private static ulong SubtractLimb(ulong left, ulong right, ref ulong borrow)
    {
        UInt128 difference = new UInt128(1, left) - right - borrow;
        borrow = (ulong)(difference >> 64) == 0 ? 1UL : 0;
        return Low(difference);
    }

    private static ulong Low(UInt128 value) => (ulong)(value & ulong.MaxValue);
}
