namespace Strongroom.Signer.Audit;

/// <summary>
/// Applies one leaf of the journal to a state; the bytes are valid for the length of the call.
/// </summary>
internal delegate void LeafFold(ulong index, ReadOnlySpan<byte> leaf);
