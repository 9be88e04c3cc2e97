using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>The refusals of a policy's form as values; each is written once.</summary>
internal static class PolicyRefusals
{
    private const string Attestations = "attestations";

    internal static Refusal NoFinalDeny() => new(
        PolicyRefusal.NoFinalDeny,
        "The last rule must deny whatever no other rule named.",
        "rules",
        "a last rule with id and deny only");

    internal static Refusal RuleIdReused() => new(
        PolicyRefusal.RuleIdReused, "Two rules have one id.", "rules", "each id once");

    internal static Refusal DuplicateItem(string field) => new(
        PolicyRefusal.DuplicateItem, "An item stands twice in one list.", field, "each item once");

    internal static Refusal KindsMissing(string field) => new(
        PolicyRefusal.ConditionMissing, "A rule names no kinds of intents.", field, "at least one kind");

    internal static Refusal OutcomeUnclear(string field) => new(
        PolicyRefusal.OutcomeUnclear,
        "A rule must deny, or say who approves, and not both.",
        field,
        "deny alone, or quorums with independentMin, delayMinutes and vetoers");

    internal static Refusal AssetNotAlone(string field) => new(
        PolicyRefusal.AssetNotAlone,
        "Amounts of different assets cannot be compared.",
        field,
        "exactly one asset beside amountMax and windows");

    internal static Refusal CountZero(string field) => new(
        PolicyRefusal.CountZero, "Nobody at all is no quorum.", field, $"1 to {QuorumTerm.CountMax}");

    internal static Refusal Value(string field, string accepted) => new(
        PolicyRefusal.ValueMalformed, "The value is not one that the policy format knows.", field, accepted);

    internal static Refusal AttestorsTooFew(RuleId rule) => new(
        PolicyRefusal.AttestorsTooFew,
        $"Rule {rule} asks more attestors of a group than it has.",
        "facts.count",
        "at most as many attestors as the roster has in the group");

    internal static Refusal FactMissing(FactNeed need) => new(
        PolicyRefusal.FactMissing, $"{need}: too few attestors said so.", Attestations, need.ToString());

    internal static Refusal FactStale(FactNeed need) => new(
        PolicyRefusal.FactStale,
        $"{need}: one that came is older, or from the future.",
        Attestations,
        need.ToString());

    internal static Refusal FactDivergent(FactNeed need) => new(
        PolicyRefusal.FactDivergent,
        $"{need}: the attestors contradict each other.",
        Attestations,
        "attestations that differ by no more than the rule allows");

    internal static Refusal CodeHashDiffers(FactNeed need) => new(
        PolicyRefusal.CodeHashDiffers,
        $"{need}: the contract has other code than the rule states.",
        Attestations,
        "a contract whose code is what was reviewed, or a policy change");

    internal static Refusal DestinationListed(FactNeed need) => new(
        PolicyRefusal.DestinationListed,
        $"{need}: the destination stands on the list.",
        "to",
        "a destination that is clear");

    internal static Refusal Denied(RuleId rule) => new(
        PolicyRefusal.Denied, $"Rule {rule} denies this.", null, "an intent that an earlier rule allows");
}
