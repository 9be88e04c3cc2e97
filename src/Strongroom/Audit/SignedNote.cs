// C2SP signed-note: a text ending in a newline, an empty line, signature lines. Valid UTF-8, no control
// characters below U+0020 but newline. Our limits: 1 MiB, 64 signature lines (the specification asks for ≥
// 16).
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Strongroom.Audit;

/// <summary>A text and the signature lines under it; nothing is verified yet.</summary>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    public const int BytesMax = 1 << 20;
    public const int SignaturesMax = 64;

    private const string Separator = "\n\n";
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out SignedNote? note,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        note = null;
        refusal = new Refusal(AuditRefusal.NoteMalformed, "not a C2SP signed note");
        if (bytes.Length > BytesMax || !TryDecode(bytes, out string? all)) return false;
        int separator = all.LastIndexOf(Separator, StringComparison.Ordinal);
        if (separator <= 0 || !all.EndsWith('\n')) return false;
        string text = all[..(separator + 1)];
        string block = all[(separator + Separator.Length)..];
        if (block.Length == 0) return false;
        string[] lines = block[..^1].Split('\n', SignaturesMax + 1);
        if (lines.Length > SignaturesMax) return false;
        List<NoteSignature> signatures = new(lines.Length);
        foreach (string line in lines)
        {
            if (!NoteSignature.TryParse(line, out NoteSignature? signature)) return false;
            signatures.Add(signature);
        }

        (note, refusal) = (new SignedNote(text, signatures), null);
        return true;
    }

    /// <summary>
    /// Whether <paramref name="key"/> signed: null when a valid line of it is there. One invalid line under
    /// its name and id makes the whole note refused, as the specification says.
    /// </summary>
    public Refusal? Check(NoteKey key, out ulong timestamp)
    {
        timestamp = 0;
        bool isSigned = false;
        foreach (NoteSignature signature in Signatures.Where(key.Owns))
        {
            if (!key.Verify(Text, signature, out ulong time))
                return new Refusal(AuditRefusal.SignatureInvalid, "a known key's signature does not verify");
            isSigned = true;
            timestamp = Math.Max(timestamp, time);
        }

        return isSigned ? null : new Refusal(AuditRefusal.SignatureMissing, "the key has not signed");
    }

    public SignedNote With(IEnumerable<NoteSignature> more) => new(Text, [.. Signatures, .. more]);

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(line => line.Line))}";

    private static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? text)
    {
        text = null;
        foreach (byte value in bytes)
        {
            if (value < ' ' && value != '\n') return false;
        }

        try
        {
            text = Utf8.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
