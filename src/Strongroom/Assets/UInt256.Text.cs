namespace Strongroom.Assets;

// Two written forms, each with exactly one spelling per value, so that equal text means equal value:
// decimal (intents, API, database) and the "quantity" of the Ethereum JSON-RPC specification ("0x0", "0x1f").
public readonly partial struct UInt256
{
    /// <summary>The digits of 2^256 − 1.</summary>
    public const int DecimalDigitsMax = 78;

    private const int HexDigitsMax = 64;

    // 10^19 is the largest power of ten in one limb.
    private const ulong ChunkDivisor = 10_000_000_000_000_000_000;
    private const int ChunkDigits = 19;

    /// <summary>
    /// Digits only: no sign, no space, no leading zero except "0" itself, at most 78 digits.
    /// </summary>
    public static bool TryParseDecimal(ReadOnlySpan<char> text, out UInt256 value)
    {
        value = default;
        if (text.IsEmpty || text.Length > DecimalDigitsMax) return false;
        if (text[0] == '0' && text.Length > 1) return false;
        UInt256 total = default;
        while (!text.IsEmpty)
        {
            // The first chunk is the short one; all others are whole limbs.
            int length = ((text.Length - 1) % ChunkDigits) + 1;
            if (!TryParseChunk(text[..length], out ulong chunk)) return false;
            if (!TryMultiplyAdd(total, ChunkDivisor, chunk, out total)) return false;
            text = text[length..];
        }

        value = total;
        return true;
    }

    /// <summary>A JSON-RPC quantity: "0x", then lower- or upper-case digits without leading zeros.</summary>
    public static bool TryParseHexQuantity(ReadOnlySpan<char> text, out UInt256 value)
    {
        value = default;
        if (text.Length < 3 || text[0] != '0' || text[1] != 'x') return false;
        ReadOnlySpan<char> digits = text[2..];
        if (digits.Length > HexDigitsMax || (digits[0] == '0' && digits.Length > 1)) return false;
        Span<char> padded = stackalloc char[HexDigitsMax];
        padded.Fill('0');
        digits.CopyTo(padded[(HexDigitsMax - digits.Length)..]);
        Span<byte> word = stackalloc byte[SizeBytes];
        if (Convert.FromHexString(padded, word, out _, out _) != System.Buffers.OperationStatus.Done)
            return false;
        value = FromBigEndian(word);
        return true;
    }

    /// <summary>The canonical decimal form.</summary>
    public override string ToString()
    {
        Span<char> digits = stackalloc char[DecimalDigitsMax + ChunkDigits];
        int start = digits.Length;
        UInt256 rest = this;
        do
        {
            rest = DivRemByLimb(rest, ChunkDivisor, out ulong chunk);
            int chunkStart = start;
            do
            {
                digits[--start] = (char)('0' + (chunk % 10));
                chunk /= 10;
            }
            while (chunk != 0);
            // Every chunk but the leading one keeps its inner zeros.
            while (!rest.IsZero && chunkStart - start < ChunkDigits) digits[--start] = '0';
        }
        while (!rest.IsZero);
        return new string(digits[start..]);
    }

    private static bool TryParseChunk(ReadOnlySpan<char> digits, out ulong chunk)
    {
        chunk = 0;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit)) return false;
            chunk = (10 * chunk) + (ulong)(digit - '0');
        }

        return true;
    }

    /// <summary>The JSON-RPC quantity form: "0x0", "0x1f".</summary>
    public string ToHexQuantity()
    {
        if (IsZero) return "0x0";
        string digits = Convert.ToHexStringLower(ToBigEndian());
        return "0x" + digits.TrimStart('0');
    }
}
