using System.Numerics;
using Strongroom.Assets;
using Strongroom.Attestations;
using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// Judges a rule's conditions on facts, in written order, once all its other conditions hold. A fact that is
/// missing, too old, from the future or divergent refuses: were it "no match", whoever withholds facts would
/// choose the rule. All arithmetic is exact, and the end of the attested range that is worse for the
/// requester counts.
/// </summary>
internal static class FactMatch
{
    /// <summary>Every attestation that was looked at is added to <paramref name="used"/>.</summary>
    internal static FactVerdict Judge(
        Rule rule, Intent.Movement movement, PolicyFacts facts, List<SignedAttestation> used)
    {
        foreach (RuleFact fact in rule.Facts)
        {
            FactNeed need = FactNeed.Of(rule.Id, fact, movement, facts);
            used.AddRange(need.Answers.Select(answer => answer.Signed).Where(one => !used.Contains(one)));
            FactVerdict verdict = need.Check(facts.Now) is { } refusal
                ? FactVerdict.Refuse(refusal)
                : Judge(fact, need, movement, facts);
            if (verdict != FactVerdict.Holds) return verdict;
        }

        return FactVerdict.Holds;
    }

    private static FactVerdict Judge(
        RuleFact fact, FactNeed need, Intent.Movement movement, PolicyFacts facts) => fact switch
    {
        RuleFact.Price price => JudgePrice(price, need, movement),
        RuleFact.Balance balance => JudgeBalance(balance, need, movement),
        RuleFact.Holdings holdings => JudgeHoldings(holdings, need, movement, facts),
        RuleFact.CodeHash code => JudgeAnswer(
            need, new FactValue.CodeHash(code.Hash), PolicyRefusals.CodeHashDiffers(need)),
        RuleFact.Screening => JudgeScreening(need),
        _ => throw new Cryptography.InvariantException("a condition on a fact is of a known kind"),
    };

    // amount × minorUnits ÷ baseUnits ≤ valueMax, without a division: nothing is rounded, and a fraction of
    // a minor unit above the limit is above it.
    private static FactVerdict JudgePrice(RuleFact.Price price, FactNeed need, Intent.Movement movement)
    {
        Ratio[] ratios = [.. need.Values<FactValue.Price>().Select(
            value => new Ratio(Big(value.MinorUnits), Big(value.BaseUnits)))];
        Ratio low = ratios.Aggregate((left, right) => left.IsBelow(right) ? left : right);
        Ratio high = ratios.Aggregate((left, right) => left.IsBelow(right) ? right : left);
        if (IsDivergent(low, high, price.DivergenceMax))
            return FactVerdict.Refuse(PolicyRefusals.FactDivergent(need));
        return Big(movement.Amount) * high.Over <= Big(price.ValueMax) * high.Under
            ? FactVerdict.Holds
            : FactVerdict.NoMatch(RuleCondition.Value);
    }

    private static FactVerdict JudgeBalance(RuleFact.Balance balance, FactNeed need, Intent.Movement movement)
    {
        BigInteger[] values = [.. need.Values<FactValue.Balance>().Select(value => Big(value.BaseUnits))];
        Ratio low = new(values.Min(), BigInteger.One);
        Ratio high = new(values.Max(), BigInteger.One);
        if (IsDivergent(low, high, balance.DivergenceMax))
            return FactVerdict.Refuse(PolicyRefusals.FactDivergent(need));
        // The whole fee cap counts as spent where it is paid in the asset itself.
        BigInteger spent = Big(movement.Amount)
            + (movement.Asset.IsNative ? Big(movement.FeeMax) : BigInteger.Zero);
        return low.Over - spent >= Big(balance.RemainingMin)
            ? FactVerdict.Holds
            : FactVerdict.NoMatch(RuleCondition.Balance);
    }

    // As it is after the movement: the most that hot accounts, and the least that cold ones may hold then.
    private static FactVerdict JudgeHoldings(
        RuleFact.Holdings rule, FactNeed need, Intent.Movement movement, PolicyFacts facts)
    {
        FactValue.Holdings[] values = [.. need.Values<FactValue.Holdings>()];
        BigInteger hot = values.Max(value => Big(value.Hot)), cold = values.Min(value => Big(value.Cold));
        bool isDivergent =
            IsDivergent(Whole(values.Min(value => Big(value.Hot))), Whole(hot), rule.DivergenceMax)
            || IsDivergent(Whole(cold), Whole(values.Max(value => Big(value.Cold))), rule.DivergenceMax);
        if (isDivergent) return FactVerdict.Refuse(PolicyRefusals.FactDivergent(need));
        BigInteger amount = Big(movement.Amount);
        BigInteger fee = movement.Asset.IsNative ? Big(movement.FeeMax) : BigInteger.Zero;
        if (facts.Account?.Temperature == Temperature.Cold) cold -= amount + fee;
        else hot -= amount;
        if (facts.Receiver == Temperature.Cold) cold += amount;
        else if (facts.Receiver == Temperature.Hot) hot += amount;
        hot = BigInteger.Max(hot, BigInteger.Zero);
        cold = BigInteger.Max(cold, BigInteger.Zero);
        bool isBelow = rule.HotMax is not { } max || hot <= Big(max);
        bool isShare = cold * RuleFact.DivergenceWhole >= (hot + cold) * rule.ColdShareMin;
        return isBelow && isShare ? FactVerdict.Holds : FactVerdict.NoMatch(RuleCondition.Holdings);
    }

    private static Ratio Whole(BigInteger value) => new(value, BigInteger.One);

    // Versions may differ while a list is being published; the result may not.
    private static FactVerdict JudgeScreening(FactNeed need)
    {
        bool[] results = [.. need.Values<FactValue.Screening>().Select(value => value.IsClear).Distinct()];
        if (results.Length > 1) return FactVerdict.Refuse(PolicyRefusals.FactDivergent(need));
        return results[0] ? FactVerdict.Holds : FactVerdict.Refuse(PolicyRefusals.DestinationListed(need));
    }

    private static FactVerdict JudgeAnswer(FactNeed need, FactValue wanted, Refusal otherwise)
    {
        FactValue[] values = [.. need.Values<FactValue>().Distinct()];
        if (values.Length > 1) return FactVerdict.Refuse(PolicyRefusals.FactDivergent(need));
        return values[0] == wanted ? FactVerdict.Holds : FactVerdict.Refuse(otherwise);
    }

    // (high − low) ÷ low ≤ basis points ÷ 10,000; where the lowest is 0, any difference is too much.
    private static bool IsDivergent(Ratio low, Ratio high, int basisPointsMax)
    {
        BigInteger lowest = low.Over * high.Under;
        BigInteger difference = (high.Over * low.Under) - lowest;
        return difference * RuleFact.DivergenceWhole > lowest * basisPointsMax;
    }

    private static BigInteger Big(Amount amount) => amount.BaseUnits.ToBigInteger();

    private readonly record struct Ratio(BigInteger Over, BigInteger Under)
    {
        internal bool IsBelow(Ratio other) => Over * other.Under < other.Over * Under;
    }
}
