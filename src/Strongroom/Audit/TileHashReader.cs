using Strongroom.Cryptography;

namespace Strongroom.Audit;

/// <summary>
/// Reads perfect subtrees of a log of a known size from its hash tiles. The source returns the bytes of the
/// tile, as wide as asked for; it throws where it cannot. Keeps the tiles that it has read. Not thread-safe.
/// </summary>
public sealed class TileHashReader(ulong size, Func<Tile, byte[]> source) : IDisposable
{
    private const int TilesMax = 1024;

    private readonly Dictionary<Tile, byte[]> tiles = [];
    private readonly MerkleHasher hasher = new();

    public TreeHash Read(int level, ulong index)
    {
        int tileLevel = level / Tile.Height;
        int inner = level % Tile.Height;
        ulong first = index << inner;
        Tile tile = TileFiles.Holding(tileLevel, first, size);
        ReadOnlySpan<TreeHash> hashes = TreeHash.View(Fetch(tile));
        int offset = (int)(first % Tile.WidthMax);
        Span<TreeHash> working = stackalloc TreeHash[Tile.WidthMax];
        hashes.Slice(offset, 1 << inner).CopyTo(working);
        return hasher.Reduce(working[..(1 << inner)]);
    }

    public void Dispose() => hasher.Dispose();

    private byte[] Fetch(Tile tile)
    {
        if (tiles.TryGetValue(tile, out byte[]? known)) return known;
        byte[] bytes = source(tile);
        Invariant.Holds(bytes.Length == tile.Width * TreeHash.Size);
        if (tiles.Count == TilesMax) tiles.Clear();
        tiles.Add(tile, bytes);
        return bytes;
    }
}
