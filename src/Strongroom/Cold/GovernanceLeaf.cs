using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Cold;

/// <summary>A leaf of the governance sequence, with its index in the home journal.</summary>
public sealed record GovernanceLeaf(ulong Index, Leaf Leaf)
{
    /// <summary>The most that one request carries.</summary>
    public const int LeavesMax = 20_000;

    private const int ListBytesMax = 4 << 20;

    /// <summary>The transcript of a ceremony that the leaf registers; it serves the judgement only.</summary>
    public ReadOnlyMemory<byte>? Attachment { get; init; }

    public CanonicalObject ToObject() => CanonicalObject.Of(
        ("attachment", Attachment is { } bytes ? Base64UrlText.Write(bytes.Span) : null),
        ("index", (long)Index),
        ("leaf", Leaf.ToObject()));

    internal TranscriptEvidence? Transcript() =>
        Attachment is { } bytes ? TranscriptEvidence.Of(bytes.Span) : null;

    /// <summary>Lists of leaves, each small enough for an attachment.</summary>
    public static IReadOnlyList<byte[]> ToAttachments(IReadOnlyList<GovernanceLeaf> leaves)
    {
        List<byte[]> attachments = [];
        List<CanonicalObject> part = [];
        int size = 0;
        foreach (GovernanceLeaf leaf in leaves)
        {
            CanonicalObject body = (leaf with { Attachment = null }).ToObject();
            int bytes = body.ToBytes().Length;
            if (size + bytes > ListBytesMax / 2)
            {
                attachments.Add(Compose(part).ToBytes());
                (part, size) = ([], 0);
            }

            part.Add(body);
            size += bytes;
        }

        if (part.Count > 0) attachments.Add(Compose(part).ToBytes());
        return attachments;
    }

    public static bool TryReadAttachment(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out GovernanceLeaf[]? leaves,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        leaves = null;
        if (!CanonicalJson.TryRead(bytes, ListBytesMax, out CanonicalObject? body, out refusal)) return false;
        MemberReader read = new(body);
        GovernanceLeaf[] all = ReadAll(ref read, "leaves");
        if (!read.TryEnd(out refusal)) return false;
        leaves = all;
        return true;
    }

    internal static GovernanceLeaf[] ReadAll(ref MemberReader read, string name)
    {
        CanonicalObject[] objects = read.Objects(name, 0, LeavesMax);
        GovernanceLeaf[] leaves = new GovernanceLeaf[objects.Length];
        for (int i = 0; i < objects.Length; i++)
        {
            MemberReader one = new(objects[i], read.PathOf(name));
            byte[]? attachment = one.Has("attachment") ? one.Bytes("attachment", ListBytesMax) : null;
            ulong index = (ulong)one.Integer("index", 0, CanonicalJson.IntegerMax);
            Leaf? leaf = ProvedLeaf.ReadLeaf(ref one, "leaf");
            one.TryEnd(out Refusal? refusal);
            read.Keep(refusal);
            leaves[i] = new GovernanceLeaf(index, leaf!)
            {
                Attachment = attachment is null ? default(ReadOnlyMemory<byte>?) : attachment,
            };
        }

        return leaves;
    }

    private static CanonicalObject Compose(List<CanonicalObject> leaves) =>
        CanonicalObject.Of(("leaves", CanonicalArray.OfObjects(leaves)));
}
