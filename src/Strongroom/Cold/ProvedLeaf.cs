using Strongroom.Audit;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Cold;

/// <summary>A leaf of the home journal with its way up to the checkpoint of the same file.</summary>
public sealed record ProvedLeaf(ulong Index, Leaf Leaf, IReadOnlyList<TreeHash> Path)
{
    public CanonicalObject ToObject()
    {
        byte[] path = new byte[Path.Count * TreeHash.Size];
        for (int i = 0; i < Path.Count; i++) Path[i].CopyTo(path.AsSpan(i * TreeHash.Size));
        return CanonicalObject.Of(
            ("index", (long)Index), ("leaf", Leaf.ToObject()), ("path", Base64UrlText.Write(path)));
    }

    /// <summary>Null when the leaf stands at its index in the tree of the checkpoint.</summary>
    public Refusal? Check(Checkpoint head) =>
        MerkleProofs.VerifyInclusion(
            Index, head.Size, MerkleHasher.LeafOf(Leaf.ToBytes()), [.. Path], head.Root)
            ? null
            : new Refusal(AuditRefusal.InclusionInvalid, "the proof does not lead from the leaf to the root");

    internal static ProvedLeaf? Read(ref MemberReader read, string name)
    {
        MemberReader one = new(read.Object(name), read.PathOf(name));
        ulong index = (ulong)one.Integer("index", 0, CanonicalJson.IntegerMax);
        Leaf? leaf = ReadLeaf(ref one, "leaf");
        byte[] path = one.Bytes("path", MerkleProofs.HashesMax * TreeHash.Size);
        one.Require(
            path.Length % TreeHash.Size == 0,
            JsonRefusals.MalformedValue(one.PathOf("path"), "hashes of 32 bytes"));
        one.TryEnd(out Refusal? refusal);
        read.Keep(refusal);
        return refusal is null ? new ProvedLeaf(index, leaf!, [.. TreeHash.View(path)]) : null;
    }

    /// <summary>A leaf inside a file; null when it is none, which the reader then keeps.</summary>
    internal static Leaf? ReadLeaf(ref MemberReader read, string name)
    {
        CanonicalObject body = read.Object(name);
        if (!read.IsRight) return null;
        if (Leaf.TryParse(body.ToBytes(), out Leaf? leaf, out Refusal? refusal)) return leaf;
        read.Keep(refusal);
        return null;
    }
}
