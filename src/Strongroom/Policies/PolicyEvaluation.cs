using Strongroom.Attestations;
using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// The policy's answer to one intent: pure, the same in a Signer, in the Server's preview and on an auditor's
/// machine.
/// </summary>
public static class PolicyEvaluation
{
    public static Decision Evaluate(Policy policy, Intent intent, PolicyFacts facts)
    {
        RuleTrace[] trail = new RuleTrace[policy.Rules.Count];
        List<SignedAttestation> used = [];
        for (int i = 0; i < policy.Rules.Count; i++)
        {
            Rule rule = policy.Rules[i];
            RuleCondition? failed = RuleMatch.FirstFailure(rule, intent, facts);
            FactVerdict attested = failed is null && intent is Intent.Movement movement
                ? FactMatch.Judge(rule, movement, facts, used)
                : FactVerdict.Holds;
            failed ??= attested.Failed;
            trail[i] = new RuleTrace(rule.Id, failed);
            if (failed is not null) continue;
            Refusal? refusal = attested.Refusal ?? (rule.IsDeny
                ? PolicyRefusals.Denied(rule.Id)
                : Quorum.Check(rule, facts.Requester.Person, facts.Approvals));
            ArraySegment<RuleTrace> tried = new(trail, 0, i + 1);
            return new Decision(rule, tried, refusal) { Attestations = used };
        }

        throw new InvariantException("the last rule of a policy matches everything");
    }
}
