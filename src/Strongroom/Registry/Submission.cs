using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>An intent with the statements that came with it.</summary>
public sealed record Submission(Intent Intent, IReadOnlyList<StatementCheck> Statements)
{
    /// <summary>The most attestations of one submission.</summary>
    public const int AttestationsMax = 16;

    /// <summary>What attestors said, as it came with the intent.</summary>
    public IReadOnlyList<AttestationCheck> Attestations { get; init; } = [];

    /// <summary>The transcript of a ceremony, where one came as an attachment.</summary>
    public TranscriptEvidence? Attachment { get; init; }

    /// <summary>The attachment, where it is the one that is asked for.</summary>
    internal TranscriptEvidence? Read(Digest name) => Attachment?.Name == name ? Attachment : null;

    /// <summary>The most statements of one submission: the largest quorum, and the request.</summary>
    public const int StatementsMax = Policies.QuorumTerm.CountMax + 1;
}
