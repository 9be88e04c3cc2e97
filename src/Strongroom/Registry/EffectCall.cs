using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// The delayed intent that is to take effect; its attachments lie where they were stored with it.
/// </summary>
public sealed record EffectCall(Digest Intent)
{
    public TranscriptReader Transcripts { get; init; } = static _ => null;
}
