using System.Diagnostics.CodeAnalysis;
using Strongroom.Audit;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Cold;

/// <summary>
/// What a cold Signer sends back (docs/formats/cold.md): the signatures, and its own journal since the last
/// import. Signed by its journal key.
/// </summary>
public sealed class ColdResponse
{
    public const string Schema = "strongroom/cold-response/v1";
    public const int LeavesMax = 20_000;

    private ColdResponse(SignedBody file) => File = file;

    public SignedBody File { get; }

    public required Digest Institution { get; init; }

    /// <summary>The cold Signer's origin.</summary>
    public required string Cold { get; init; }

    /// <summary>The digest of the request that it answers.</summary>
    public required Digest Request { get; init; }

    /// <summary>The cold journal, signed by its own key.</summary>
    public required SignedCheckpoint Head { get; init; }

    /// <summary>The cold journal before <see cref="Leaves"/>.</summary>
    public required TreeFrontier Before { get; init; }

    public required IReadOnlyList<Leaf> Leaves { get; init; }

    public required IReadOnlyList<ColdSignature> Signatures { get; init; }

    public static Digest HashOf(CanonicalObject body) =>
        Digest.Tagged("strongroom/cold-response/v1"u8, body.ToBytes());

    public static CanonicalObject Compose(
        ColdRequest request, SignedCheckpoint head, TreeFrontier before, IReadOnlyList<Leaf> leaves,
        IReadOnlyList<ColdSignature> signatures)
    {
        TreeHash[] hashes = before.Hashes();
        byte[] frontier = new byte[hashes.Length * TreeHash.Size];
        for (int i = 0; i < hashes.Length; i++) hashes[i].CopyTo(frontier.AsSpan(i * TreeHash.Size));
        return CanonicalObject.Of(
            ("schema", Schema),
            ("institution", request.Institution.ToString()),
            ("cold", request.Cold),
            ("request", request.Digest.ToString()),
            ("checkpoint", Base64UrlText.Write(head.ToBytes())),
            ("before", CanonicalObject.Of(
                ("frontier", Base64UrlText.Write(frontier)), ("size", (long)before.Size))),
            ("leaves", CanonicalArray.OfObjects(leaves.Select(leaf => leaf.ToObject()))),
            ("signatures", CanonicalArray.OfObjects(signatures.Select(signature => signature.ToObject()))));
    }

    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out ColdResponse? response,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        response = null;
        if (!SignedBody.TryParse(bytes, out SignedBody? file, out refusal)) return false;
        MemberReader read = new(file.Body);
        read.Require(read.Text("schema") == Schema, JsonRefusals.MalformedValue("schema", Schema));
        Digest institution = read.Digest("institution");
        string cold = read.Text("cold", Intent.ColdSignerRegistration.OriginMax);
        Digest request = read.Digest("request");
        SignedCheckpoint? head = ColdRequest.ReadHead(ref read, "checkpoint");
        TreeFrontier? before = ReadFrontier(ref read);
        Leaf[] leaves = ReadLeaves(ref read);
        ColdSignature[] signatures = ColdSignature.ReadAll(ref read, "signatures");
        if (!read.TryEnd(out refusal)) return false;
        response = new ColdResponse(file)
        {
            Institution = institution,
            Cold = cold,
            Request = request,
            Head = head!,
            Before = before!,
            Leaves = leaves,
            Signatures = signatures,
        };
        return true;
    }

    private static TreeFrontier? ReadFrontier(ref MemberReader read)
    {
        MemberReader one = new(read.Object("before"), "before");
        byte[] hashes = one.Bytes("frontier", MerkleProofs.HashesMax * TreeHash.Size);
        ulong size = (ulong)one.Integer("size", 0, CanonicalJson.IntegerMax);
        bool isWhole = hashes.Length % TreeHash.Size == 0;
        TreeFrontier? frontier = isWhole ? TreeFrontier.Restore(size, TreeHash.View(hashes)) : null;
        one.Require(
            frontier is not null, JsonRefusals.MalformedValue("before.frontier", "as many as the size has"));
        one.TryEnd(out Refusal? refusal);
        read.Keep(refusal);
        return frontier;
    }

    private static Leaf[] ReadLeaves(ref MemberReader read)
    {
        CanonicalObject[] objects = read.Objects("leaves", 1, LeavesMax);
        Leaf[] leaves = new Leaf[objects.Length];
        for (int i = 0; i < objects.Length; i++)
        {
            if (Leaf.TryParse(objects[i].ToBytes(), out Leaf? leaf, out Refusal? refusal)) leaves[i] = leaf;
            else read.Keep(refusal);
        }

        return leaves;
    }
}
