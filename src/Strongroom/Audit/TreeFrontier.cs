using Strongroom.Cryptography;

namespace Strongroom.Audit;

/// <summary>
/// The right edge of an append-only Merkle tree (RFC 6962): one root per perfect subtree, at most 64 hashes,
/// enough to append and to know the root. Not thread-safe.
/// </summary>
public sealed class TreeFrontier
{
    /// <summary>Subtrees that one leaf can complete.</summary>
    public const int CompletedMax = LevelsMax;

    private const int LevelsMax = 64;

    private readonly TreeHash[] perfect = new TreeHash[LevelsMax];

    /// <summary>Leaves in the tree.</summary>
    public ulong Size { get; private set; }

    /// <summary>The frontier of a tree of <paramref name="size"/> leaves, from the hashes that
    /// <see cref="Hashes"/> returned; null when their number does not belong to that size.</summary>
    public static TreeFrontier? Restore(ulong size, ReadOnlySpan<TreeHash> hashes)
    {
        if (hashes.Length != (int)ulong.PopCount(size)) return null;
        TreeFrontier frontier = new() { Size = size };
        int next = 0;
        for (int level = LevelsMax - 1; level >= 0; level--)
        {
            if (HasLevel(size, level)) frontier.perfect[level] = hashes[next++];
        }

        return frontier;
    }

    /// <summary>The perfect subtrees' roots, the largest (leftmost) first.</summary>
    public TreeHash[] Hashes()
    {
        TreeHash[] hashes = new TreeHash[(int)ulong.PopCount(Size)];
        int next = 0;
        for (int level = LevelsMax - 1; level >= 0; level--)
        {
            if (HasLevel(Size, level)) hashes[next++] = perfect[level];
        }

        return hashes;
    }

    public void Append(in TreeHash leafHash, MerkleHasher hasher) => AppendPerfect(0, leafHash, hasher);

    /// <summary>
    /// Appends a perfect subtree of 2^<paramref name="level"/> leaves at once; the size must be a multiple of
    /// it.
    /// </summary>
    public void AppendPerfect(int level, in TreeHash root, MerkleHasher hasher)
    {
        Span<TreeHash> completed = stackalloc TreeHash[CompletedMax];
        Append(level, root, hasher, completed);
    }

    /// <summary>
    /// Appends a leaf hash and writes the roots of all perfect subtrees that it completes to
    /// <paramref name="completed"/> (room for <see cref="CompletedMax"/>): level 0 first. Returns how many.
    /// </summary>
    public int Append(in TreeHash leafHash, MerkleHasher hasher, Span<TreeHash> completed) =>
        Append(0, leafHash, hasher, completed);

    private int Append(int level, in TreeHash root, MerkleHasher hasher, Span<TreeHash> completed)
    {
        ulong leaves = 1UL << level;
        Invariant.Holds(Size % leaves == 0);
        TreeHash carried = root;
        int count = 0;
        completed[count++] = carried;
        int at = level;
        for (; HasLevel(Size, at); at++)
        {
            carried = hasher.Node(perfect[at], carried);
            completed[count++] = carried;
        }

        perfect[at] = carried;
        Size += leaves;
        return count;
    }

    public TreeHash Root(MerkleHasher hasher)
    {
        if (Size == 0) return MerkleHasher.EmptyRoot;
        int level = (int)ulong.TrailingZeroCount(Size);
        TreeHash root = perfect[level];
        for (level++; level < LevelsMax; level++)
        {
            if (HasLevel(Size, level)) root = hasher.Node(perfect[level], root);
        }

        return root;
    }

    public TreeFrontier Copy()
    {
        TreeFrontier copy = new() { Size = Size };
        perfect.CopyTo(copy.perfect, 0);
        return copy;
    }

    private static bool HasLevel(ulong size, int level) => ((size >> level) & 1) == 1;
}
