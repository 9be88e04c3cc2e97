using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>
/// Canonical JSON: RFC 8785 narrowed as docs/formats/README.md says, so that no two programs can disagree.
/// The reader checks the canonical form while it reads, in one pass; what it accepts, the writer gives back
/// byte for byte. The first defect in reading order names the refusal.
/// </summary>
public static class CanonicalJson
{
    public const int DepthMax = 16;
    public const int NameLengthMax = 64;
    public const long IntegerMax = 9_007_199_254_740_991;

    /// <summary>Reads one object of at most <paramref name="bytesMax"/> bytes.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> bytes,
        int bytesMax,
        [NotNullWhen(true)] out CanonicalObject? value,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        value = null;
        if (bytes.Length <= bytesMax) return new CanonicalReader(bytes).TryRead(out value, out refusal);
        refusal = JsonRefusals.TooLarge(bytesMax);
        return false;
    }

    /// <summary>The canonical bytes of <paramref name="value"/>.</summary>
    public static byte[] Write(CanonicalObject value)
    {
        byte[] bytes = new byte[CanonicalWriter.Measure(value)];
        WriteExactly(value, bytes);
        return bytes;
    }

    /// <summary>Appends the canonical bytes of <paramref name="value"/>.</summary>
    public static void Write(CanonicalObject value, IBufferWriter<byte> destination)
    {
        int size = CanonicalWriter.Measure(value);
        WriteExactly(value, destination.GetSpan(size)[..size]);
        destination.Advance(size);
    }

    private static void WriteExactly(CanonicalObject value, Span<byte> destination)
    {
        CanonicalWriter writer = new(destination);
        writer.Write(value);
        Cryptography.Invariant.Holds(writer.IsFull);
    }
}
