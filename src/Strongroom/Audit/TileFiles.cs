using Strongroom.Cryptography;

namespace Strongroom.Audit;

/// <summary>
/// Which files a tiled log of a given size consists of, and their bytes: shared by every shell that keeps a
/// log.
/// </summary>
public static class TileFiles
{
    /// <summary>
    /// Every file of a log of <paramref name="size"/> leaves, partial ones only as that size needs them.
    /// </summary>
    public static IEnumerable<Tile> All(ulong size) => Added(0, size);

    /// <summary>
    /// The files that a log of <paramref name="newSize"/> has and one of <paramref name="oldSize"/> had not
    /// (or had narrower): entry bundles first, then hash tiles from the leaves up.
    /// </summary>
    public static IEnumerable<Tile> Added(ulong oldSize, ulong newSize)
    {
        Invariant.Holds(oldSize <= newSize);
        for (int level = Tile.EntriesLevel; level <= Tile.LevelMax; level++)
        {
            int shift = Math.Max(level, 0) * Tile.Height;
            ulong had = oldSize >> shift, has = newSize >> shift;
            if (has == had) continue;
            for (ulong index = had / Tile.WidthMax; index < has / Tile.WidthMax; index++)
                yield return new Tile(level, index, Tile.WidthMax);
            if (has % Tile.WidthMax > 0)
                yield return new Tile(level, has / Tile.WidthMax, (int)(has % Tile.WidthMax));
        }
    }

    /// <summary>
    /// The tile that holds place <paramref name="at"/> of <paramref name="level"/>, as wide as the size has
    /// it.
    /// </summary>
    public static Tile Holding(int level, ulong at, ulong size)
    {
        ulong places = size >> (Math.Max(level, 0) * Tile.Height);
        Invariant.Holds(at < places);
        ulong index = at / Tile.WidthMax;
        return new Tile(level, index, (int)Math.Min(Tile.WidthMax, places - (index * Tile.WidthMax)));
    }

    /// <summary>The bytes of a hash tile: its width × 32.</summary>
    public static byte[] HashTile(Tile tile, HashReader read)
    {
        Invariant.Holds(!tile.IsEntries);
        byte[] bytes = new byte[tile.Width * TreeHash.Size];
        for (int place = 0; place < tile.Width; place++)
        {
            TreeHash hash = read(tile.Level * Tile.Height, (tile.Index * Tile.WidthMax) + (ulong)place);
            hash.CopyTo(bytes.AsSpan(place * TreeHash.Size));
        }

        return bytes;
    }
}
