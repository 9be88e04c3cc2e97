using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Audit;

/// <summary>
/// A checkpoint with the note that carries it; signatures are verified only by <see cref="LogTrust"/>.
/// </summary>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, SignedNote Note)
{
    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out SignedCheckpoint? head,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        head = null;
        if (!SignedNote.TryParse(bytes, out SignedNote? note, out refusal)) return false;
        if (!Checkpoint.TryParse(note.Text, out Checkpoint? checkpoint, out refusal)) return false;
        head = new SignedCheckpoint(checkpoint, note);
        return true;
    }

    public SignedCheckpoint With(IEnumerable<NoteSignature> more) => new(Checkpoint, Note.With(more));

    public byte[] ToBytes() => Note.ToBytes();
}
