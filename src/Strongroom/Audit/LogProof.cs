// C2SP tlog-proof: "c2sp.org/tlog-proof@v1", optional "extra <base64>", "index <n>", the inclusion proof one
// base64 hash a line, an empty line, the signed checkpoint verbatim.
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Strongroom.Audit;

/// <summary>An offline proof that a leaf stands in a log; part of every receipt.</summary>
public sealed record LogProof(ulong Index, IReadOnlyList<TreeHash> Path, SignedCheckpoint Head)
{
    private const string Header = "c2sp.org/tlog-proof@v1";
    private const string ExtraStart = "extra ";
    private const string IndexStart = "index ";

    /// <summary>Opaque and not authenticated; null when the proof has no such line.</summary>
    public ReadOnlyMemory<byte>? Extra { get; init; }

    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out LogProof? proof,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        proof = null;
        refusal = new Refusal(AuditRefusal.ProofMalformed, "not a C2SP tlog-proof");
        int end = bytes.IndexOf("\n\n"u8);
        if (end < 0 || bytes.Length > SignedNote.BytesMax || !Ascii.IsValid(bytes[..end])) return false;
        Queue<string> lines = new(Encoding.ASCII.GetString(bytes[..end]).Split('\n'));
        if (!string.Equals(lines.Dequeue(), Header, StringComparison.Ordinal)) return false;
        if (!TryTakeExtra(lines, out byte[]? extra) || !TryTakeIndex(lines, out ulong index)) return false;
        if (lines.Count > MerkleProofs.HashesMax) return false;
        List<TreeHash> path = [];
        foreach (string line in lines)
        {
            if (!TreeHash.TryParse(line, out TreeHash hash)) return false;
            path.Add(hash);
        }

        ReadOnlySpan<byte> note = bytes[(end + 2)..];
        if (!SignedCheckpoint.TryParse(note, out SignedCheckpoint? head, out refusal)) return false;
        proof = new LogProof(index, path, head) { Extra = extra };
        return true;
    }

    /// <summary>
    /// Null when <paramref name="leaf"/> (its bytes) stands at the index under a checkpoint to be trusted.
    /// </summary>
    public Refusal? Check(
        ReadOnlySpan<byte> leaf, LogTrust trust, out IReadOnlyList<Cosignature> cosignatures)
    {
        if (trust.Check(Head, out cosignatures) is { } untrusted) return untrusted;
        bool isIncluded = MerkleProofs.VerifyInclusion(
            Index, Head.Checkpoint.Size, MerkleHasher.LeafOf(leaf), [.. Path], Head.Checkpoint.Root);
        return isIncluded
            ? null
            : new Refusal(AuditRefusal.InclusionInvalid, "the proof does not lead from the leaf to the root");
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    public override string ToString()
    {
        string extra = Extra is { } value ? $"{ExtraStart}{Convert.ToBase64String(value.Span)}\n" : "";
        string path = string.Concat(Path.Select(hash => $"{hash}\n"));
        return $"{Header}\n{extra}{IndexStart}{StrictDecimal.Print(Index)}\n{path}\n{Head.Note}";
    }

    private static bool TryTakeExtra(Queue<string> lines, out byte[]? extra)
    {
        extra = null;
        if (!lines.TryPeek(out string? line)) return true;
        if (!line.StartsWith(ExtraStart, StringComparison.Ordinal)) return true;
        lines.Dequeue();
        return StrictBase64.TryDecode(line.AsSpan(ExtraStart.Length), out extra);
    }

    private static bool TryTakeIndex(Queue<string> lines, out ulong index)
    {
        index = 0;
        return lines.TryDequeue(out string? line)
            && line.StartsWith(IndexStart, StringComparison.Ordinal)
            && StrictDecimal.TryParse(line.AsSpan(IndexStart.Length), out index);
    }
}
