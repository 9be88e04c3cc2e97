using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// A type of the Solidity contract ABI specification ("Types"): <c>uint256</c>, <c>bytes32[2][]</c>,
/// <c>(address,(bool,string)[])</c>. <c>uint</c> and <c>int</c> are read as their 256-bit forms. Not read:
/// fixed point numbers, function, and types without any content (<c>()</c>, <c>T[0]</c>).
/// </summary>
public sealed class AbiType
{
    public const int TextLengthMax = 1024;
    public const int DepthMax = 16;
    public const int FixedLengthMax = 1024;
    public const int HeadBytesMax = 1 << 20;

    internal const int WordBytes = 32;

    private AbiType(AbiKind kind, int size = 0, IReadOnlyList<AbiType>? parts = null)
    {
        Kind = kind;
        Size = size;
        Parts = parts ?? [];
    }

    public AbiKind Kind { get; }

    /// <summary>
    /// Bits of an integer, bytes of a fixed byte string, length of a fixed array (0: any length).
    /// </summary>
    public int Size { get; }

    /// <summary>The components of a tuple; the one element type of an array.</summary>
    public IReadOnlyList<AbiType> Parts { get; }

    /// <summary>Whether values stand behind an offset.</summary>
    public bool IsDynamic
    {
        get
        {
            if (Kind is AbiKind.Bytes or AbiKind.Text || (Kind == AbiKind.Array && Size == 0)) return true;
            foreach (AbiType part in Parts)
            {
                if (part.IsDynamic) return true;
            }

            return false;
        }
    }

    /// <summary>The bytes that a value takes in the head of its tuple.</summary>
    internal long HeadBytes
    {
        get
        {
            if (IsDynamic || Parts.Count == 0) return WordBytes;
            if (Kind == AbiKind.Array) return Size * Parts[0].HeadBytes;
            long total = 0;
            foreach (AbiType part in Parts) total += part.HeadBytes;
            return total;
        }
    }

    public static AbiType Tuple(IReadOnlyList<AbiType> parts) => new(AbiKind.Tuple, 0, parts);

    public static bool TryParse(
        string text, [NotNullWhen(true)] out AbiType? type, [NotNullWhen(false)] out Refusal? refusal)
    {
        int at = 0;
        type = text.Length <= TextLengthMax ? Read(text, ref at, 0) : null;
        if (type is not null && at != text.Length) type = null;
        refusal = type is not null
            ? null
            : new Refusal(
                ChainRefusal.AbiTypeMalformed,
                "This is not an ABI type.",
                "type",
                "uintN, intN, address, bool, bytesN, bytes, string, (T,…), T[n], T[]");
        return type is not null;
    }

    private static AbiType? Read(string text, ref int at, int depth)
    {
        if (depth == DepthMax || at == text.Length) return null;
        AbiType? type = text[at] == '(' ? ReadTuple(text, ref at, depth) : ReadElementary(text, ref at);
        int suffixes = 0;
        while (type is not null && at < text.Length && text[at] == '[')
        {
            type = ++suffixes + depth < DepthMax ? ReadArray(text, ref at, type) : null;
        }

        return type;
    }

    private static AbiType? ReadTuple(string text, ref int at, int depth)
    {
        List<AbiType> parts = [];
        do
        {
            at++;
            AbiType? part = Read(text, ref at, depth + 1);
            if (part is null || at == text.Length) return null;
            parts.Add(part);
        }
        while (text[at] == ',');
        if (text[at] != ')') return null;
        at++;
        return Tuple(parts);
    }

    private static AbiType? ReadArray(string text, ref int at, AbiType element)
    {
        int close = text.IndexOf(']', at);
        if (close < 0) return null;
        ReadOnlySpan<char> digits = text.AsSpan(at + 1, close - at - 1);
        at = close + 1;
        if (digits.IsEmpty) return new AbiType(AbiKind.Array, 0, [element]);
        bool isRead = TryReadSize(digits, FixedLengthMax, out int length);
        return isRead && length * element.HeadBytes <= HeadBytesMax
            ? new AbiType(AbiKind.Array, length, [element])
            : null;
    }

    private static AbiType? ReadElementary(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && char.IsAsciiLetterOrDigit(text[at])) at++;
        string name = text[start..at];
        AbiType? plain = name switch
        {
            "address" => new AbiType(AbiKind.Address),
            "bool" => new AbiType(AbiKind.Flag),
            "bytes" => new AbiType(AbiKind.Bytes),
            "string" => new AbiType(AbiKind.Text),
            "uint" => new AbiType(AbiKind.UnsignedInteger, 256),
            "int" => new AbiType(AbiKind.SignedInteger, 256),
            _ => null,
        };
        if (plain is not null) return plain;
        if (name.StartsWith("uint", StringComparison.Ordinal))
            return OfBits(AbiKind.UnsignedInteger, name.AsSpan(4));
        if (name.StartsWith("int", StringComparison.Ordinal))
            return OfBits(AbiKind.SignedInteger, name.AsSpan(3));
        if (!name.StartsWith("bytes", StringComparison.Ordinal)) return null;
        return TryReadSize(name.AsSpan(5), WordBytes, out int size)
            ? new AbiType(AbiKind.FixedBytes, size)
            : null;
    }

    private static AbiType? OfBits(AbiKind kind, ReadOnlySpan<char> digits) =>
        TryReadSize(digits, 256, out int bits) && bits % 8 == 0 ? new AbiType(kind, bits) : null;

    private static bool TryReadSize(ReadOnlySpan<char> digits, int max, out int size)
    {
        size = 0;
        return !digits.IsEmpty
            && digits[0] != '0'
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out size)
            && size <= max;
    }
}
