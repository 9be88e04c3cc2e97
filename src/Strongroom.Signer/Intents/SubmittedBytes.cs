namespace Strongroom.Signer.Intents;

/// <summary>
/// An intent with the signed statements that came with it, as bytes, and perhaps the unsigned transaction
/// that is to be signed at once. The bytes must not change while they are worked on.
/// </summary>
internal sealed record SubmittedBytes(
    ReadOnlyMemory<byte> Intent, IReadOnlyList<ReadOnlyMemory<byte>> Statements, byte[]? Unsigned = null)
{
    /// <summary>A transcript that the intent names by its SHA-256.</summary>
    internal ReadOnlyMemory<byte>? Attachment { get; init; }

    /// <summary>The signed attestations that came with it.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Attestations { get; init; } = [];
}
