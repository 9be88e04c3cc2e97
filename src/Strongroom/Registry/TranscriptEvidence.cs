using Strongroom.Ceremonies;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// A transcript that came with an intent: its name, and whether it tells of a whole ceremony for which
/// everybody signed. Checking it takes time, so it happens outside the writer's lock, like the verification
/// of statements.
/// </summary>
public sealed class TranscriptEvidence
{
    private TranscriptEvidence(Digest name, Transcript? transcript, Refusal? fault)
    {
        Name = name;
        Transcript = transcript;
        Fault = fault;
    }

    /// <summary>The SHA-256 of the bytes.</summary>
    public Digest Name { get; }

    /// <summary>Null where the bytes are no transcript.</summary>
    public Transcript? Transcript { get; }

    /// <summary>Why it counts for nothing, if so.</summary>
    public Refusal? Fault { get; }

    public static TranscriptEvidence Of(ReadOnlySpan<byte> bytes)
    {
        Digest name = Digest.Sha256(bytes);
        return Transcript.TryParse(bytes, out Transcript? transcript, out Refusal? refusal)
            ? new TranscriptEvidence(name, transcript, transcript.Check())
            : new TranscriptEvidence(name, null, refusal);
    }
}

/// <summary>The transcript of that SHA-256, or null where it is not at hand.</summary>
public delegate TranscriptEvidence? TranscriptReader(Digest name);
