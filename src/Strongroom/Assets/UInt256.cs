using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Strongroom.Assets;

/// <summary>
/// An unsigned 256-bit integer, the word of the EVM and the size of every amount here. Four 64-bit limbs,
/// least significant first. The operators are checked: a result below 0 or above 2^256 − 1 throws
/// <see cref="OverflowException"/>; the <c>Try</c> forms return false instead.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly partial struct UInt256 : IEquatable<UInt256>, IComparable<UInt256>
{
    public const int SizeBytes = 32;

    private readonly ulong _limb0;
    private readonly ulong _limb1;
    private readonly ulong _limb2;
    private readonly ulong _limb3;

    private UInt256(ulong limb0, ulong limb1, ulong limb2, ulong limb3)
    {
        _limb0 = limb0;
        _limb1 = limb1;
        _limb2 = limb2;
        _limb3 = limb3;
    }

    public static UInt256 Zero => default;

    public static UInt256 One => new(1, 0, 0, 0);

    public static UInt256 MaxValue => new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    public bool IsZero => (_limb0 | _limb1 | _limb2 | _limb3) == 0;

    /// <summary>Whether the value is at most 2^64 − 1.</summary>
    public bool FitsUInt64 => (_limb1 | _limb2 | _limb3) == 0;

    public static implicit operator UInt256(ulong value) => new(value, 0, 0, 0);

    /// <summary>The value as 64 bits; throws <see cref="OverflowException"/> when it does not fit.</summary>
    public static explicit operator ulong(UInt256 value) =>
        value.FitsUInt64 ? value._limb0 : throw new OverflowException("above 2^64 - 1");

    /// <summary>Reads at most 32 big-endian bytes.</summary>
    public static UInt256 FromBigEndian(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, SizeBytes, nameof(bytes));
        Span<byte> word = stackalloc byte[SizeBytes];
        word.Clear();
        bytes.CopyTo(word[(SizeBytes - bytes.Length)..]);
        return new UInt256(
            BinaryPrimitives.ReadUInt64BigEndian(word[24..]),
            BinaryPrimitives.ReadUInt64BigEndian(word[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(word[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(word));
    }

    /// <summary>Writes exactly 32 big-endian bytes at the start of <paramref name="destination"/>.</summary>
    public void WriteBigEndian(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _limb3);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _limb2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _limb1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _limb0);
    }

    public byte[] ToBigEndian()
    {
        byte[] bytes = new byte[SizeBytes];
        WriteBigEndian(bytes);
        return bytes;
    }

    /// <summary>How many bytes the value needs without leading zeros; 0 for zero.</summary>
    public int MinimalByteCount => (BitLength + 7) / 8;

    /// <summary>The position of the highest set bit, counted from 1; 0 for zero.</summary>
    public int BitLength
    {
        get
        {
            if (_limb3 != 0) return 256 - BitOperations.LeadingZeroCount(_limb3);
            if (_limb2 != 0) return 192 - BitOperations.LeadingZeroCount(_limb2);
            if (_limb1 != 0) return 128 - BitOperations.LeadingZeroCount(_limb1);
            return 64 - BitOperations.LeadingZeroCount(_limb0);
        }
    }

    /// <summary>
    /// The same value as a BigInteger: the type in which Npgsql carries <c>numeric(78,0)</c>.
    /// </summary>
    public BigInteger ToBigInteger()
    {
        Span<byte> word = stackalloc byte[SizeBytes];
        WriteBigEndian(word);
        return new BigInteger(word, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>False for a negative value or one above 2^256 − 1.</summary>
    public static bool TryFromBigInteger(BigInteger source, out UInt256 value)
    {
        value = default;
        if (source.Sign < 0 || source.GetByteCount(isUnsigned: true) > SizeBytes) return false;
        Span<byte> word = stackalloc byte[SizeBytes];
        bool isWritten = source.TryWriteBytes(word, out int length, isUnsigned: true, isBigEndian: true);
        value = FromBigEndian(word[..length]);
        return isWritten;
    }

    /// <summary>Throws <see cref="OverflowException"/> for a value outside 0 … 2^256 − 1.</summary>
    public static UInt256 FromBigInteger(BigInteger source) =>
        TryFromBigInteger(source, out UInt256 value)
            ? value
            : throw new OverflowException("not in 0 … 2^256 - 1");

    public int CompareTo(UInt256 other)
    {
        if (_limb3 != other._limb3) return _limb3.CompareTo(other._limb3);
        if (_limb2 != other._limb2) return _limb2.CompareTo(other._limb2);
        if (_limb1 != other._limb1) return _limb1.CompareTo(other._limb1);
        return _limb0.CompareTo(other._limb0);
    }

    public bool Equals(UInt256 other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is UInt256 other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_limb0, _limb1, _limb2, _limb3);

    public static bool operator ==(UInt256 left, UInt256 right) => left.Equals(right);

    public static bool operator !=(UInt256 left, UInt256 right) => !left.Equals(right);

    public static bool operator <(UInt256 left, UInt256 right) => left.CompareTo(right) < 0;

    public static bool operator >(UInt256 left, UInt256 right) => left.CompareTo(right) > 0;

    public static bool operator <=(UInt256 left, UInt256 right) => left.CompareTo(right) <= 0;

    public static bool operator >=(UInt256 left, UInt256 right) => left.CompareTo(right) >= 0;
}
