namespace Strongroom.Audit;

/// <summary>
/// A verified statement of a witness: at <paramref name="Timestamp"/> (seconds since 1970) the checkpoint was
/// the largest that it had seen of the log.
/// </summary>
public sealed record Cosignature(NoteKey Witness, ulong Timestamp, NoteSignature Signature);
