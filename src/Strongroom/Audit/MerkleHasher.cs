// RFC 6962 section 2.1: leaf hash = SHA-256(0x00 ‖ entry), node hash = SHA-256(0x01 ‖ left ‖ right),
// root of the empty tree = SHA-256 of nothing. No deviations.
using System.Security.Cryptography;

namespace Strongroom.Audit;

/// <summary>
/// Hashes leaves and nodes without allocating. One instance per thread: the digest state inside is reused,
/// which on small inputs is about twice as fast as a one-shot hash.
/// </summary>
public sealed class MerkleHasher : IDisposable
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;
    private const int OneAppendMax = 2048;

    private readonly IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>SHA-256 of nothing.</summary>
    public static TreeHash EmptyRoot { get; } = TreeHash.Read(SHA256.HashData([]));

    public static TreeHash LeafOf(ReadOnlySpan<byte> entry)
    {
        using MerkleHasher hasher = new();
        return hasher.Leaf(entry);
    }

    public TreeHash Leaf(ReadOnlySpan<byte> entry)
    {
        if (entry.Length < OneAppendMax)
        {
            Span<byte> input = stackalloc byte[OneAppendMax];
            input[0] = LeafPrefix;
            entry.CopyTo(input[1..]);
            sha256.AppendData(input[..(1 + entry.Length)]);
        }
        else
        {
            sha256.AppendData([LeafPrefix]);
            sha256.AppendData(entry);
        }

        return Finish();
    }

    public TreeHash Node(in TreeHash left, in TreeHash right)
    {
        Span<byte> input = stackalloc byte[1 + TreeHash.Size + TreeHash.Size];
        input[0] = NodePrefix;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + TreeHash.Size)..]);
        sha256.AppendData(input);
        return Finish();
    }

    /// <summary>
    /// The root over <paramref name="hashes"/>, a power of two of them (one level of a perfect subtree);
    /// the span is used as working space and destroyed.
    /// </summary>
    public TreeHash Reduce(Span<TreeHash> hashes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(int.PopCount(hashes.Length), 1);
        for (int width = hashes.Length / 2; width > 0; width /= 2)
        {
            for (int i = 0; i < width; i++) hashes[i] = Node(hashes[2 * i], hashes[(2 * i) + 1]);
        }

        return hashes[0];
    }

    public void Dispose() => sha256.Dispose();

    private TreeHash Finish()
    {
        Span<byte> digest = stackalloc byte[TreeHash.Size];
        int written = sha256.GetHashAndReset(digest);
        Cryptography.Invariant.Holds(written == TreeHash.Size);
        return TreeHash.Read(digest);
    }
}
