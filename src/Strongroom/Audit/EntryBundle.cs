// C2SP tlog-tiles, log entries: each entry after its length as a big-endian uint16, up to 256 of them.
using System.Buffers;
using System.Buffers.Binary;
using Strongroom.Cryptography;

namespace Strongroom.Audit;

/// <summary>The file that holds the entries under one tile of level 0.</summary>
public static class EntryBundle
{
    /// <summary>What the length prefix can say.</summary>
    public const int EntryBytesMax = ushort.MaxValue;

    public const int BytesMax = Tile.WidthMax * (PrefixSize + EntryBytesMax);

    private const int PrefixSize = 2;

    public static void Append(IBufferWriter<byte> bundle, ReadOnlySpan<byte> entry)
    {
        Invariant.Holds(entry.Length <= EntryBytesMax);
        Span<byte> destination = bundle.GetSpan(PrefixSize + entry.Length);
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)entry.Length);
        entry.CopyTo(destination[PrefixSize..]);
        bundle.Advance(PrefixSize + entry.Length);
    }

    /// <summary>Takes the next entry off <paramref name="rest"/>; false when there is no whole one.</summary>
    public static bool TryTake(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> entry)
    {
        entry = default;
        if (rest.Length < PrefixSize) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (rest.Length < PrefixSize + length) return false;
        entry = rest.Slice(PrefixSize, length);
        rest = rest[(PrefixSize + length)..];
        return true;
    }

    /// <summary>The entry at <paramref name="place"/>; false when the bundle is not <paramref name="width"/>
    /// whole entries.</summary>
    public static bool TryFind(ReadOnlySpan<byte> bundle, int width, int place, out ReadOnlySpan<byte> entry)
    {
        entry = default;
        ReadOnlySpan<byte> rest = bundle;
        for (int i = 0; i < width; i++)
        {
            if (!TryTake(ref rest, out ReadOnlySpan<byte> next)) return false;
            if (i == place) entry = next;
        }

        return rest.IsEmpty && place < width;
    }

    /// <summary>Leaf hashes of exactly as many entries as <paramref name="hashes"/> has room for.</summary>
    public static bool TryHash(ReadOnlySpan<byte> bundle, Span<TreeHash> hashes, MerkleHasher hasher)
    {
        ReadOnlySpan<byte> rest = bundle;
        for (int i = 0; i < hashes.Length; i++)
        {
            if (!TryTake(ref rest, out ReadOnlySpan<byte> entry)) return false;
            hashes[i] = hasher.Leaf(entry);
        }

        return rest.IsEmpty;
    }
}
