// RFC 6962 sections 2.1.1 (audit paths) and 2.1.2 (consistency proofs); verification as RFC 9162 sections
// 2.1.3.2 and 2.1.4.2. Deviation: a proof from the empty tree is refused, since it would say nothing.
using System.Numerics;

namespace Strongroom.Audit;

/// <summary>
/// Inclusion and consistency proofs: made from a <see cref="HashReader"/>, verified from values.
/// </summary>
public static class MerkleProofs
{
    /// <summary>Hashes in one proof: the height of a tree of 2^64 leaves.</summary>
    public const int HashesMax = 64;

    /// <summary>The root of a tree of <paramref name="size"/> leaves.</summary>
    public static TreeHash Root(ulong size, HashReader read, MerkleHasher hasher) =>
        size == 0 ? MerkleHasher.EmptyRoot : RangeRoot(0, size, read, hasher);

    /// <summary>PATH(index, D[size]), from the leaf's sibling up to the root's child.</summary>
    public static TreeHash[] Inclusion(ulong index, ulong size, HashReader read, MerkleHasher hasher)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        List<TreeHash> path = [];
        ulong start = 0, end = size;
        while (end - start > 1)
        {
            ulong middle = start + Split(end - start);
            bool isLeft = index < middle;
            path.Add(isLeft ? RangeRoot(middle, end, read, hasher) : RangeRoot(start, middle, read, hasher));
            (start, end) = isLeft ? (start, middle) : (middle, end);
        }

        path.Reverse();
        return [.. path];
    }

    /// <summary>PROOF(oldSize, D[newSize]); empty when the sizes are equal or the old one is 0.</summary>
    public static TreeHash[] Consistency(ulong oldSize, ulong newSize, HashReader read, MerkleHasher hasher)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        if (oldSize == 0 || oldSize == newSize) return [];
        List<TreeHash> proof = [];
        ulong start = 0, end = newSize;
        bool isWhole = true;
        while (oldSize != end)
        {
            ulong middle = start + Split(end - start);
            if (oldSize <= middle)
            {
                proof.Add(RangeRoot(middle, end, read, hasher));
                end = middle;
            }
            else
            {
                proof.Add(RangeRoot(start, middle, read, hasher));
                start = middle;
                isWhole = false;
            }
        }

        if (!isWhole) proof.Add(RangeRoot(start, end, read, hasher));
        proof.Reverse();
        return [.. proof];
    }

    public static bool VerifyInclusion(
        ulong index, ulong size, in TreeHash leaf, ReadOnlySpan<TreeHash> path, in TreeHash root)
    {
        if (index >= size) return false;
        using MerkleHasher hasher = new();
        ulong node = index, last = size - 1;
        TreeHash hash = leaf;
        foreach (ref readonly TreeHash sibling in path)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = hasher.Node(sibling, hash);
                (node, last) = SkipRightEdge(node, last);
            }
            else
            {
                hash = hasher.Node(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    public static bool VerifyConsistency(
        ulong oldSize, ulong newSize, ReadOnlySpan<TreeHash> proof, in TreeHash oldRoot, in TreeHash newRoot)
    {
        if (oldSize > newSize) return false;
        if (oldSize == newSize) return proof.IsEmpty && oldRoot == newRoot;
        if (oldSize == 0) return false;
        using MerkleHasher hasher = new();
        bool startsAtOldRoot = BitOperations.IsPow2(oldSize);
        if (proof.IsEmpty) return false;
        TreeHash oldHash = startsAtOldRoot ? oldRoot : proof[0];
        TreeHash newHash = oldHash;
        ulong node = oldSize - 1, last = newSize - 1;
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        foreach (ref readonly TreeHash sibling in proof[(startsAtOldRoot ? 0 : 1)..])
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                oldHash = hasher.Node(sibling, oldHash);
                newHash = hasher.Node(sibling, newHash);
                (node, last) = SkipRightEdge(node, last);
            }
            else
            {
                newHash = hasher.Node(newHash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && oldHash == oldRoot && newHash == newRoot;
    }

    /// <summary>
    /// A left child on the right edge has no sibling there: climb until it is a right child.
    /// </summary>
    private static (ulong Node, ulong Last) SkipRightEdge(ulong node, ulong last)
    {
        while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
        return (node, last);
    }

    /// <summary>The largest power of two smaller than <paramref name="leaves"/> (RFC 6962's k).</summary>
    private static ulong Split(ulong leaves) => 1UL << BitOperations.Log2(leaves - 1);

    /// <summary>MTH(D[start:end]) where start is a multiple of the split, from perfect subtrees.</summary>
    private static TreeHash RangeRoot(ulong start, ulong end, HashReader read, MerkleHasher hasher)
    {
        ulong leaves = end - start;
        if (BitOperations.IsPow2(leaves))
        {
            int level = BitOperations.Log2(leaves);
            return read(level, start >> level);
        }

        ulong middle = start + Split(leaves);
        TreeHash left = RangeRoot(start, middle, read, hasher);
        return hasher.Node(left, RangeRoot(middle, end, read, hasher));
    }
}
