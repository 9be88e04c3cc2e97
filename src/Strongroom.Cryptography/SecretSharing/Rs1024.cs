namespace Strongroom.Cryptography.SecretSharing;

/// <summary>
/// The checksum of SLIP-39, "Checksum": a Reed–Solomon code over GF(1024) of three words, which finds any
/// error in up to three words. The values are parts of a secret, hence masks in place of branches.
/// </summary>
internal static class Rs1024
{
    internal const int Words = 3;

    private const int WordBits = 10;
    private const int StateBits = Words * WordBits;

    private static ReadOnlySpan<uint> Generator =>
    [
        0x00e0e040, 0x01c1c080, 0x03838100, 0x07070200, 0x0e0e0009,
        0x1c0c2412, 0x38086c24, 0x3090fc48, 0x21b1f890, 0x03f3f120,
    ];

    /// <summary>Writes the three words that follow <paramref name="values"/>.</summary>
    internal static void Append(
        ReadOnlySpan<byte> customization, ReadOnlySpan<ushort> values, Span<ushort> checksum)
    {
        uint state = Feed(1, customization, values);
        for (int word = 0; word < Words; word++) state = Step(state, 0);
        state ^= 1;
        for (int word = 0; word < Words; word++)
            checksum[word] = (ushort)((state >> (WordBits * (Words - 1 - word))) & 0x3ff);
    }

    internal static bool IsRight(ReadOnlySpan<byte> customization, ReadOnlySpan<ushort> values) =>
        Feed(1, customization, values) == 1;

    private static uint Feed(uint state, ReadOnlySpan<byte> customization, ReadOnlySpan<ushort> values)
    {
        foreach (byte letter in customization) state = Step(state, letter);
        foreach (ushort value in values) state = Step(state, value);
        return state;
    }

    private static uint Step(uint state, ushort value)
    {
        uint top = state >> (StateBits - WordBits);
        state = ((state & ((1u << (StateBits - WordBits)) - 1)) << WordBits) ^ value;
        for (int bit = 0; bit < WordBits; bit++)
            state ^= Generator[bit] & unchecked(0u - ((top >> bit) & 1));
        return state;
    }
}
