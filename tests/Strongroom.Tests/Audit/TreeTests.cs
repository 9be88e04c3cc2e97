using FsCheck;
using FsCheck.Fluent;
using Strongroom.Audit;

namespace Strongroom.Tests.Audit;

public sealed class TreeTests
{
    private const int LeavesMax = 2000;

    private static readonly MerkleHasher Hasher = new();
    private static readonly TreeHash[] Leaves =
        [.. Enumerable.Range(0, LeavesMax).Select(i => MerkleHasher.LeafOf(AuditBench.Leaf(i)))];

    private static Arbitrary<(int Size, int Part, int Bit)> Sizes => Arb.From(
        from size in Gen.Choose(1, LeavesMax)
        from part in Gen.Choose(0, size - 1)
        from bit in Gen.Choose(0, 255)
        select (size, part, bit));

    [Fact]
    public void Agrees_with_the_definition_of_RFC_6962() => Prop.ForAll(Sizes, at =>
    {
        TreeFrontier frontier = new();
        foreach (TreeHash leaf in Leaves.AsSpan(0, at.Size)) frontier.Append(leaf, Hasher);
        TreeFrontier restored = TreeFrontier.Restore((ulong)at.Size, frontier.Hashes())!;
        TreeHash expected = Define(Leaves.AsSpan(0, at.Size));
        return frontier.Root(Hasher) == expected
            && restored.Root(Hasher) == expected
            && MerkleProofs.Root((ulong)at.Size, Read, Hasher) == expected;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Proves_inclusion_and_refuses_every_altered_proof() => Prop.ForAll(Sizes, at =>
    {
        (ulong size, ulong index) = ((ulong)at.Size, (ulong)at.Part);
        TreeHash root = Define(Leaves.AsSpan(0, at.Size));
        TreeHash[] path = MerkleProofs.Inclusion(index, size, Read, Hasher);
        TreeHash leaf = Leaves[at.Part];
        return MerkleProofs.VerifyInclusion(index, size, leaf, path, root)
            && !MerkleProofs.VerifyInclusion(index, size, Flip(leaf, at.Bit), path, root)
            && !MerkleProofs.VerifyInclusion(index, size, leaf, path, Flip(root, at.Bit))
            && !MerkleProofs.VerifyInclusion(index ^ 1, size, leaf, path, root)
            && !MerkleProofs.VerifyInclusion(index, size, leaf, [.. path, leaf], root)
            && Alterations(path, at.Bit)
                .All(bad => !MerkleProofs.VerifyInclusion(index, size, leaf, bad, root));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Proves_consistency_and_refuses_every_altered_proof() => Prop.ForAll(Sizes, at =>
    {
        (ulong oldSize, ulong newSize) = ((ulong)at.Part + 1, (ulong)at.Size);
        TreeHash oldRoot = Define(Leaves.AsSpan(0, at.Part + 1));
        TreeHash newRoot = Define(Leaves.AsSpan(0, at.Size));
        TreeHash[] proof = MerkleProofs.Consistency(oldSize, newSize, Read, Hasher);
        return MerkleProofs.VerifyConsistency(oldSize, newSize, proof, oldRoot, newRoot)
            && !MerkleProofs.VerifyConsistency(oldSize, newSize, proof, Flip(oldRoot, at.Bit), newRoot)
            && !MerkleProofs.VerifyConsistency(oldSize, newSize, proof, oldRoot, Flip(newRoot, at.Bit))
            && !MerkleProofs.VerifyConsistency(oldSize, newSize, [.. proof, oldRoot], oldRoot, newRoot)
            && Alterations(proof, at.Bit)
                .All(bad => !MerkleProofs.VerifyConsistency(oldSize, newSize, bad, oldRoot, newRoot));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Finds_exactly_the_files_that_a_growing_log_changes()
    {
        (ulong, ulong)[] sizes = [(0, 70_000), (255, 256), (256, 257), (69_999, 70_000)];
        foreach ((ulong old, ulong size) in sizes)
        {
            HashSet<Tile> had = [.. TileFiles.All(old)];
            TileFiles.Added(old, size).ShouldBe(TileFiles.All(size).Where(tile => !had.Contains(tile)));
        }

        // The example of C2SP tlog-tiles.
        List<Tile> tiles = [.. TileFiles.All(70_000)];
        tiles.Count(tile => tile.Level == 0 && tile.IsFull).ShouldBe(273);
        tiles.ShouldContain(new Tile(0, 273, 112));
        tiles.ShouldContain(new Tile(1, 0, 256));
        tiles.ShouldContain(new Tile(1, 1, 17));
        tiles.ShouldContain(new Tile(2, 0, 1));
        tiles.Count(tile => !tile.IsEntries).ShouldBe(277);
    }

    [Theory]
    [InlineData("tile/0/x001/x234/067")]
    [InlineData("tile/entries/000.p/255")]
    [InlineData("tile/7/999")]
    public void Parses_paths_as_it_prints_them(string path)
    {
        Tile.TryParse(path, out Tile? tile).ShouldBeTrue();
        tile.Value.Path.ShouldBe(path);
    }

    [Theory]
    [InlineData("tile/00/000")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/1")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/x001")]
    [InlineData("tile/0/../000")]
    public void Refuses_paths_that_it_would_not_print(string path) =>
        Tile.TryParse(path, out _).ShouldBeFalse();

    private static IEnumerable<TreeHash[]> Alterations(TreeHash[] proof, int bit)
    {
        for (int i = 0; i < proof.Length; i++)
        {
            TreeHash[] flipped = [.. proof];
            flipped[i] = Flip(flipped[i], bit);
            yield return flipped;
            yield return [.. proof[..i], .. proof[(i + 1)..]];
        }
    }

    private static TreeHash Flip(TreeHash hash, int bit)
    {
        byte[] bytes = hash.ToBytes();
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return TreeHash.Read(bytes);
    }

    private static TreeHash Read(int level, ulong index) =>
        Define(Leaves.AsSpan((int)(index << level), 1 << level));

    /// <summary>MTH as RFC 6962 section 2.1 words it.</summary>
    private static TreeHash Define(ReadOnlySpan<TreeHash> leaves)
    {
        if (leaves.Length == 1) return leaves[0];
        int split = 1;
        while (split * 2 < leaves.Length) split *= 2;
        return Hasher.Node(Define(leaves[..split]), Define(leaves[split..]));
    }
}
