namespace Strongroom.Cryptography.SecretSharing;

/// <summary>
/// GF(256) with Rijndael's polynomial x⁸ + x⁴ + x³ + x + 1 (SLIP-39, "Shamir's secret sharing"). Shifts and
/// masks only: no branch and no memory address depends on an operand, so that timing and caches tell nothing.
/// </summary>
internal static class GaloisField
{
    private const int Reduction = 0x1b;
    private const int Bits = 8;

    internal static byte Multiply(byte left, byte right)
    {
        int product = 0;
        int power = left;
        for (int bit = 0; bit < Bits; bit++)
        {
            product ^= power & -((right >> bit) & 1);
            power = ((power << 1) & 0xff) ^ (Reduction & -((power >> (Bits - 1)) & 1));
        }

        return (byte)product;
    }

    /// <summary>The multiplicative inverse, as the 254th power; zero has none and stays zero.</summary>
    internal static byte Invert(byte element)
    {
        byte power = element;
        byte inverse = 1;
        for (int bit = 1; bit < Bits; bit++)
        {
            power = Multiply(power, power);
            inverse = Multiply(inverse, power);
        }

        return inverse;
    }
}
