using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Ceremonies;

/// <summary>What a plan must keep to beside its form; the first rule that is broken is told.</summary>
internal static class CeremonyPlanRules
{
    internal static Refusal? Check(CeremonyPlan plan, CanonicalObject body) =>
        CheckThreshold(plan) ?? CheckPeople(plan) ?? CheckSites(plan) ?? CheckRoot(plan)
        ?? CheckMembers(plan, body) ?? CheckSource(plan) ?? CheckTokens(plan) ?? CheckResidency(plan);

    private static Refusal? CheckThreshold(CeremonyPlan plan) => plan.Threshold <= plan.Custodians.Length
        ? null
        : new Refusal(
            CeremonyRefusal.Threshold, "More shares would be needed than there are custodians.",
            "plan.threshold", $"2 to {plan.Custodians.Length}");

    private static Refusal? CheckPeople(CeremonyPlan plan)
    {
        Participant[] people = [.. plan.People];
        bool isDistinct = people.DistinctBy(one => one.Person).Count() == people.Length
            && people.DistinctBy(one => one.Key).Count() == people.Length;
        return isDistinct
            ? null
            : new Refusal(
                CeremonyRefusal.RoleTwice, "A person or a key has two roles.", "plan",
                "each person in one role");
    }

    /// <summary>
    /// Where shares are made, no site alone may hold enough of them, nor keep so many that its loss leaves
    /// too few.
    /// </summary>
    private static Refusal? CheckSites(CeremonyPlan plan)
    {
        if (!plan.Traits.MakesShares) return null;
        int count = plan.Custodians.Length;
        int most = plan.Custodians.GroupBy(one => one.Site, StringComparer.Ordinal).Max(site => site.Count());
        return most < plan.Threshold && count - most >= plan.Threshold
            ? null
            : new Refusal(
                CeremonyRefusal.SiteRule, "One site could rebuild the key, or its loss would lose the key.",
                "plan.custodians", "at every site fewer shares than the threshold, and enough elsewhere");
    }

    private static Refusal? CheckRoot(CeremonyPlan plan) =>
        plan.Traits.HasRoot is not { } hasRoot || plan.Root is not null == hasRoot
            ? null
            : new Refusal(
                CeremonyRefusal.Root, "A new root has no name yet, and an existing one must be named.",
                "plan.root", hasRoot ? "the root that the ceremony is about" : "none for this purpose");

    private static Refusal? CheckMembers(CeremonyPlan plan, CanonicalObject body)
    {
        PurposeTraits traits = plan.Traits;
        string purpose = plan.Purpose.ToText();
        string? missing = traits.Needed.FirstOrDefault(name => !body.Has(name));
        if (missing is not null)
            return new Refusal(
                CeremonyRefusal.PurposeMembers, $"A plan for {purpose} needs {missing}.", $"plan.{missing}");
        string? other = PurposeTraits.Special.FirstOrDefault(name =>
            body.Has(name) && !traits.Needed.Contains(name) && !traits.Allowed.Contains(name));
        return other is null
            ? null
            : new Refusal(
                CeremonyRefusal.PurposeMembers, $"A plan for {purpose} takes no {other}.", $"plan.{other}",
                "the members of its purpose");
    }

    /// <summary>Words come from other systems only; a compromise destroys no shares.</summary>
    private static Refusal? CheckSource(CeremonyPlan plan)
    {
        RootSource other = plan.Purpose == CeremonyPurpose.Import ? RootSource.Keystore : RootSource.Words;
        if (plan.Source == other)
            return new Refusal(
                CeremonyRefusal.PurposeMembers, "The root cannot come from there for this purpose.",
                "plan.source", other == RootSource.Keystore ? "shares or words" : "keystore or shares");
        return plan.Purpose == CeremonyPurpose.Compromise && plan.DestroysShares
            ? new Refusal(
                CeremonyRefusal.PurposeMembers, "A compromise destroys the keystore, and no shares.",
                "plan.destroys", "keystore")
            : null;
    }

    private static Refusal? CheckTokens(CeremonyPlan plan)
    {
        bool isWrapped = plan.Keystore == ProtectionLevel.HsmWrapped;
        if (plan.Purpose == CeremonyPurpose.AddToken && !isWrapped)
        {
            return new Refusal(
                CeremonyRefusal.Tokens, "A token is added to a root of level hsm-wrapped.", "plan.keystore",
                "hsm-wrapped");
        }

        if (plan.Tokens.Length > 0 != isWrapped)
        {
            return new Refusal(
                CeremonyRefusal.Tokens, "Tokens stand in a plan for hsm-wrapped, and in no other.",
                "plan.tokens", "1 to 8 tokens with hsm-wrapped, none with software");
        }

        for (int i = 0; i < plan.Tokens.Length; i++)
        {
            if (plan.Tokens.Take(i).Any(plan.Tokens[i].MayBe))
                return new Refusal(
                    CeremonyRefusal.TokenTwice, "A token stands in the plan twice.", $"plan.tokens[{i}]",
                    "tokens that differ in serial, or in label");
        }

        return null;
    }

    /// <summary>Where the root may lie, its shares may lie, and nowhere else.</summary>
    private static Refusal? CheckResidency(CeremonyPlan plan)
    {
        if (plan.Residency is not { } allowed) return null;
        int custodian = Array.FindIndex(plan.Custodians, one => !allowed.Contains(one.Country));
        if (custodian >= 0) return Elsewhere($"plan.custodians[{custodian}].country", allowed);
        int token = Array.FindIndex(plan.Tokens, one => !allowed.Contains(one.Country));
        return token >= 0 ? Elsewhere($"plan.tokens[{token}].country", allowed) : null;
    }

    private static Refusal Elsewhere(string field, CountryCode[] allowed) => new(
        CeremonyRefusal.Residency, "The plan takes the root or a share to a country where it may not be.",
        field, string.Join(", ", allowed.Select(country => country.ToString())));
}
