// C2SP tlog-witness, add-checkpoint: "old <size>", at most 63 proof lines, an empty line, the signed
// checkpoint.
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Strongroom.Audit;

/// <summary>What a log sends to a witness.</summary>
public sealed record AddCheckpointRequest(ulong OldSize, IReadOnlyList<TreeHash> Proof, SignedCheckpoint Head)
{
    public const int ProofMax = 63;

    private const string OldStart = "old ";

    public static bool TryParse(
        ReadOnlySpan<byte> body,
        [NotNullWhen(true)] out AddCheckpointRequest? request,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        request = null;
        refusal = new Refusal(AuditRefusal.RequestMalformed, "not a C2SP add-checkpoint request");
        int end = body.IndexOf("\n\n"u8);
        if (end < 0 || body.Length > SignedNote.BytesMax || !Ascii.IsValid(body[..end])) return false;
        string[] lines = Encoding.ASCII.GetString(body[..end]).Split('\n');
        if (!lines[0].StartsWith(OldStart, StringComparison.Ordinal)) return false;
        if (!StrictDecimal.TryParse(lines[0].AsSpan(OldStart.Length), out ulong oldSize)) return false;
        if (lines.Length - 1 > ProofMax) return false;
        List<TreeHash> proof = [];
        foreach (string line in lines[1..])
        {
            if (!TreeHash.TryParse(line, out TreeHash hash)) return false;
            proof.Add(hash);
        }

        ReadOnlySpan<byte> note = body[(end + 2)..];
        if (!SignedCheckpoint.TryParse(note, out SignedCheckpoint? head, out refusal)) return false;
        request = new AddCheckpointRequest(oldSize, proof, head);
        return true;
    }

    public byte[] ToBytes()
    {
        string proof = string.Concat(Proof.Select(hash => $"{hash}\n"));
        return Encoding.UTF8.GetBytes($"{OldStart}{StrictDecimal.Print(OldSize)}\n{proof}\n{Head.Note}");
    }
}
