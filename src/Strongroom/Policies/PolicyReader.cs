using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>Reads a policy (docs/formats/policy.md) and makes every check that needs no roster.</summary>
internal static class PolicyReader
{
    internal static bool TryRead(
        CanonicalObject source,
        [NotNullWhen(true)] out Policy? policy,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        policy = null;
        MemberReader read = new(source, "policy");
        long version = read.Integer("version", 1, CanonicalJson.IntegerMax);
        CanonicalObject[] objects = read.Objects("rules", 1, Policy.RulesMax);
        if (!read.TryEnd(out refusal)) return false;
        List<Rule> rules = new(objects.Length);
        HashSet<RuleId> ids = [];
        for (int i = 0; i < objects.Length; i++)
        {
            bool isLast = i == objects.Length - 1;
            if (!RuleReader.TryRead(objects[i], $"policy.rules[{i}]", isLast, out Rule? rule, out refusal))
                return false;
            if (!ids.Add(rule.Id)) refusal = PolicyRefusals.RuleIdReused();
            if (refusal is not null) return false;
            rules.Add(rule);
        }

        Rule last = rules[^1];
        if (!last.IsDeny || last.IsConditional) refusal = PolicyRefusals.NoFinalDeny();
        if (refusal is not null) return false;
        policy = new Policy(version, rules, source);
        return true;
    }
}
