using System.Buffers;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Hashing;

namespace Strongroom.Chains;

/// <summary>
/// EIP-55: an address in hexadecimal whose casing is a checksum. A letter is upper case where the digit at
/// the same place of keccak(lower-case digits) is 8 or more.
/// </summary>
internal static class Eip55
{
    internal const int AddressBytes = 20;

    private const int DigitCount = 2 * AddressBytes;

    /// <summary>0x and 40 digits, in the casing that the digits themselves ask for.</summary>
    internal static bool IsChecksummed(ReadOnlySpan<char> text)
    {
        Span<byte> address = stackalloc byte[AddressBytes];
        return text.StartsWith("0x")
            && text.Length == 2 + DigitCount
            && Convert.FromHexString(text[2..], address, out _, out _) == OperationStatus.Done
            && text.SequenceEqual(Format(address));
    }

    internal static string Format(ReadOnlySpan<byte> address)
    {
        Span<char> digits = stackalloc char[DigitCount];
        Invariant.Holds(Convert.TryToHexStringLower(address, digits, out int written) && written == DigitCount);
        Span<byte> ascii = stackalloc byte[DigitCount];
        for (int i = 0; i < DigitCount; i++) ascii[i] = (byte)digits[i];
        Span<byte> digest = stackalloc byte[Keccak256.DigestBytes];
        Keccak256.Hash(ascii, digest);
        for (int i = 0; i < DigitCount; i++)
        {
            int nibble = i % 2 == 0 ? digest[i / 2] >> 4 : digest[i / 2] & 0xf;
            if (nibble >= 8) digits[i] = char.ToUpperInvariant(digits[i]);
        }

        return string.Concat("0x", digits);
    }
}
