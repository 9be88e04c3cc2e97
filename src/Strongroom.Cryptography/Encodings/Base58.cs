namespace Strongroom.Cryptography.Encodings;

/// <summary>
/// Base58 as Bitcoin writes it (draft-msporny-base58-03): a big-endian number in base 58, each leading zero
/// byte as a leading '1'. Quadratic in the length, hence the bound.
/// </summary>
public static class Base58
{
    public const int BytesMax = 256;
    public const int CharactersMax = 352; // 256 · log(256) / log(58), rounded up

    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const int Radix = 58;

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[CharactersMax];
        return new string(text[..Encode(bytes, text)]);
    }

    /// <summary>Returns the number of characters written.</summary>
    public static int Encode(ReadOnlySpan<byte> bytes, Span<char> text)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, BytesMax);
        int zeros = bytes.Length - bytes.TrimStart((byte)0).Length;
        Span<byte> digits = stackalloc byte[CharactersMax];
        int count = 0;
        foreach (byte part in bytes[zeros..])
        {
            int carry = part;
            for (int index = 0; index < count || carry != 0; index++)
            {
                if (index == count) digits[count++] = 0;
                carry += digits[index] << 8;
                digits[index] = (byte)(carry % Radix);
                carry /= Radix;
            }
        }

        text[..zeros].Fill(Alphabet[0]);
        for (int index = 0; index < count; index++) text[zeros + index] = Alphabet[digits[count - 1 - index]];
        digits.Clear();
        return zeros + count;
    }

    /// <summary>False for a foreign character, or more bytes than <paramref name="bytes"/> holds.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes, out int written)
    {
        written = 0;
        if (text.Length > CharactersMax) return false;
        int zeros = text.Length - text.TrimStart(Alphabet[0]).Length;
        Span<byte> reversed = stackalloc byte[CharactersMax];
        int count = 0;
        foreach (char character in text[zeros..])
        {
            int carry = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (carry < 0) return false;
            for (int index = 0; index < count || carry != 0; index++)
            {
                if (index == count) reversed[count++] = 0;
                carry += reversed[index] * Radix;
                reversed[index] = (byte)(carry & 0xff);
                carry >>= 8;
            }
        }

        if (zeros + count > bytes.Length) return false;
        bytes[..zeros].Clear();
        for (int index = 0; index < count; index++) bytes[zeros + index] = reversed[count - 1 - index];
        reversed.Clear();
        written = zeros + count;
        return true;
    }
}
