namespace Strongroom.Policies;

/// <summary>The refusal codes of this room.</summary>
public static class PolicyRefusal
{
    public const string ValueMalformed = "policy.value-malformed";
    public const string NoFinalDeny = "policy.no-final-deny";
    public const string ConditionMissing = "policy.condition-missing";
    public const string OutcomeUnclear = "policy.outcome-unclear";
    public const string RuleIdReused = "policy.rule-id-reused";
    public const string DuplicateItem = "policy.duplicate-item";
    public const string AssetNotAlone = "policy.asset-not-alone";
    public const string CountZero = "policy.count-zero";
    public const string UnknownGroup = "policy.unknown-group";
    public const string QuorumUnsatisfiable = "policy.quorum-unsatisfiable";
    public const string RuleUnreachable = "policy.rule-unreachable";
    public const string AttestorsTooFew = "policy.attestors-too-few";
    public const string FactMissing = "policy.fact-missing";
    public const string FactStale = "policy.fact-stale";
    public const string FactDivergent = "policy.fact-divergent";
    public const string CodeHashDiffers = "policy.code-hash-differs";
    public const string DestinationListed = "policy.destination-listed";
    public const string Denied = "policy.denied";
    public const string QuorumIncomplete = "policy.quorum-incomplete";
    public const string IndependentKeyMissing = "policy.independent-key-missing";
}
