using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>An intent with the statements that came with it.</summary>
public sealed record Submission(Intent Intent, IReadOnlyList<StatementCheck> Statements)
{
    /// <summary>The most statements of one submission: the largest quorum, and the request.</summary>
    public const int StatementsMax = Policies.QuorumTerm.CountMax + 1;
}
