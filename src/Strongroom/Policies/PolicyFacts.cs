using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// Everything beside the intent that a decision rests on. A Signer fills it from its own state; the Server,
/// for a preview, from its copy.
/// </summary>
public sealed record PolicyFacts
{
    public required Timestamp Now { get; init; }

    public required Participant Requester { get; init; }

    /// <summary>Distinct people with a valid approval, the requester not among them.</summary>
    public required IReadOnlyList<Participant> Approvals { get; init; }

    /// <summary>Of a movement.</summary>
    public PayingAccount? Account { get; init; }

    /// <summary>Of the account that receives, where the recipient is one.</summary>
    public Temperature? Receiver { get; init; }

    /// <summary>Whether the registry holds an entry (client, chain, to).</summary>
    public bool IsAllowlisted { get; init; }

    /// <summary>What attestors said, signatures verified, each attestor once about each subject.</summary>
    public IReadOnlyList<AttestedFact> Attested { get; init; } = [];

    public required RollingWindows Windows { get; init; }

    /// <summary>
    /// The rule that a home journal chose, for a Signer that does not count windows itself: this rule's
    /// windows held there, and those of the rules before it did not. Null where <see cref="Windows"/> counts.
    /// </summary>
    public RuleId? ChosenAtHome { get; init; }
}
