using Strongroom.Audit;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Signer.Audit;

/// <summary>How a journal is opened.</summary>
internal sealed record JournalOptions
{
    /// <summary>Holds segment, released, hashes, offsets and attachments; made when absent.</summary>
    internal required string Folder { get; init; }

    /// <summary>The log's origin, which is also its key's name.</summary>
    internal required string Origin { get; init; }

    /// <summary>Signs checkpoints; stays the caller's to dispose, after the journal.</summary>
    internal required ServiceSigningKey SigningKey { get; init; }

    internal IReadOnlyList<WitnessEndpoint> Witnesses { get; init; } = [];

    /// <summary>Cosignatures that a head needs before anything counts as covered by it.</summary>
    internal int WitnessesMin { get; init; }

    /// <summary>Where the tiled log is published; the folder's "public" when null.</summary>
    internal string? PublishFolder { get; init; }

    /// <summary>The snapshot that the fold continues from.</summary>
    internal JournalStart? Start { get; init; }

    /// <summary>Called for every leaf from the start on, while the journal opens.</summary>
    internal LeafFold? Fold { get; init; }

    /// <summary>
    /// A commit whose outcome is unknown: must end the process, and what follows it is never reached.
    /// </summary>
    internal Action<Exception> Fatal { get; init; } =
        problem => Environment.FailFast("the journal cannot be written", problem);
}
