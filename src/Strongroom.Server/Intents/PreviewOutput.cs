using Strongroom.Policies;

namespace Strongroom.Server.Intents;

/// <summary>
/// What the policy says so far: the rule, why, and what is missing. A preview, not a decision.
/// </summary>
internal sealed record PreviewOutput(
    string Rule, bool IsComplete, IReadOnlyList<string> Explanation, string? MissingCode, string? Missing)
{
    internal static PreviewOutput? Of(Decision? decision) => decision is null
        ? null
        : new PreviewOutput(
            decision.Rule.Id.ToString(), decision.IsApproved, decision.Explain(), decision.Refusal?.Code,
            decision.Refusal?.Accepted);
}
