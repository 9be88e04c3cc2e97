namespace Strongroom.Audit;

/// <summary>
/// Signature type bytes of C2SP signed-note that this house uses; all others are unknown keys.
/// </summary>
public enum NoteAlgorithm
{
    None = 0,

    /// <summary>Ed25519 over the note's text: what a log signs with.</summary>
    Ed25519 = 0x01,

    /// <summary>cosignature/v1: Ed25519 over a time and the note's text: what a witness signs with.</summary>
    CosignatureV1 = 0x04,
}
