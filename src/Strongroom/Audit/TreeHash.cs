using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Strongroom.Audit;

/// <summary>
/// A SHA-256 value of the Merkle tree: 32 bytes, compared by value, kept without an allocation.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct TreeHash
{
    public const int Size = 32;

    private readonly ulong first, second, third, fourth;

    /// <summary>The hash in <paramref name="bytes"/>, which must be exactly 32 bytes.</summary>
    public static TreeHash Read(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size);
        return MemoryMarshal.Read<TreeHash>(bytes);
    }

    /// <summary>
    /// The hash in canonical base64 (RFC 4648 section 4), as proofs and checkpoints print it.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TreeHash hash)
    {
        bool parsed = StrictBase64.TryDecode(text, out byte[]? bytes) && bytes.Length == Size;
        hash = parsed ? Read(bytes) : default;
        return parsed;
    }

    public void CopyTo(Span<byte> destination) => MemoryMarshal.Write(destination, in this);

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Canonical base64.</summary>
    public override string ToString() => Convert.ToBase64String(ToBytes());

    /// <summary>The hashes of a tile, in place; the bytes must be a multiple of 32.</summary>
    [SuppressMessage("Design", "MA0016", Justification = "a view over bytes, not a collection to abstract")]
    public static ReadOnlySpan<TreeHash> View(ReadOnlySpan<byte> tile)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tile.Length % Size, 0);
        return MemoryMarshal.Cast<byte, TreeHash>(tile);
    }
}
