using Strongroom.Cryptography;

namespace Strongroom.Audit;

/// <summary>
/// Recomputes a log's root from nothing but its entry bundles, and checks every hash tile on the way. First
/// <see cref="Add"/> for every bundle, in any order and on any threads; then <see cref="Check"/> for the
/// tiles of level 1, then of level 2, and so on; then <see cref="Root"/>. Nothing is allocated per leaf.
/// </summary>
public sealed class RootRecomputation
{
    /// <summary>
    /// Leaves that fit in memory as one hash per 256 of them: 32 GiB, more than any log here.
    /// </summary>
    public const ulong LeavesMax = 1UL << 38;

    private readonly TreeHash[][] levels = new TreeHash[Tile.LevelMax + 2][];
    private readonly TreeHash[] lastLeaves;

    public RootRecomputation(ulong size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, LeavesMax);
        Size = size;
        lastLeaves = new TreeHash[(int)(size % Tile.WidthMax)];
        for (int level = 1; level < levels.Length; level++)
            levels[level] = new TreeHash[(int)(level > Tile.LevelMax ? 0 : size >> (level * Tile.Height))];
    }

    public ulong Size { get; }

    /// <summary>Hashes a bundle's entries and compares them with the level-0 tile over them.</summary>
    public Refusal? Add(
        Tile bundle, ReadOnlySpan<byte> entries, ReadOnlySpan<byte> hashTile, MerkleHasher hasher)
    {
        Invariant.Holds(bundle.IsEntries);
        Span<TreeHash> hashes = stackalloc TreeHash[Tile.WidthMax];
        hashes = hashes[..bundle.Width];
        if (!EntryBundle.TryHash(entries, hashes, hasher))
            return new Refusal(AuditRefusal.BundleMalformed, "an entry bundle is malformed", bundle.Path);
        return Compare(bundle with { Level = 0 }, hashes, hashTile, hasher);
    }

    /// <summary>Compares a tile of level 1 or above with what the level below came to.</summary>
    public Refusal? Check(Tile tile, ReadOnlySpan<byte> hashTile, MerkleHasher hasher)
    {
        Invariant.Holds(tile.Level > 0);
        Span<TreeHash> hashes = stackalloc TreeHash[Tile.WidthMax];
        hashes = hashes[..tile.Width];
        int start = (int)tile.Index * Tile.WidthMax;
        levels[tile.Level].AsSpan(start, tile.Width).CopyTo(hashes);
        return Compare(tile, hashes, hashTile, hasher);
    }

    public TreeHash Root(MerkleHasher hasher)
    {
        TreeFrontier frontier = new();
        for (int level = Tile.LevelMax; level > 0; level--)
        {
            TreeHash[] hashes = levels[level];
            int full = hashes.Length / Tile.WidthMax * Tile.WidthMax;
            foreach (TreeHash hash in hashes.AsSpan(full))
                frontier.AppendPerfect(level * Tile.Height, hash, hasher);
        }

        foreach (TreeHash hash in lastLeaves) frontier.Append(hash, hasher);
        Invariant.Holds(frontier.Size == Size);
        return frontier.Root(hasher);
    }

    private Refusal? Compare(
        Tile tile, Span<TreeHash> hashes, ReadOnlySpan<byte> hashTile, MerkleHasher hasher)
    {
        if (hashTile.Length != tile.Width * TreeHash.Size || !hashes.SequenceEqual(TreeHash.View(hashTile)))
            return new Refusal(AuditRefusal.TileWrong, "a hash tile differs from its entries", tile.Path);
        if (tile.IsFull) levels[tile.Level + 1][(int)tile.Index] = hasher.Reduce(hashes);
        else if (tile.Level == 0) hashes.CopyTo(lastLeaves);
        return null;
    }
}
