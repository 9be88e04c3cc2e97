using Strongroom.Assets;
using Strongroom.Attestations;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>Reads the conditions on facts of one rule.</summary>
internal static class RuleFactReader
{
    private const int FactsMax = 8;

    internal static RuleFact[] Read(ref MemberReader read)
    {
        CanonicalObject[] bodies = read.Objects("facts", 1, FactsMax);
        RuleFact[] facts = new RuleFact[bodies.Length];
        for (int i = 0; i < facts.Length && read.IsRight; i++)
        {
            MemberReader one = new(bodies[i], $"{read.PathOf("facts")}[{i}]");
            facts[i] = ReadOne(ref one);
            one.TryEnd(out Refusal? wrong);
            read.Keep(wrong);
        }

        return facts;
    }

    /// <summary>What a condition needs of the rule's other members.</summary>
    internal static Refusal? Check(Rule rule, string path)
    {
        foreach (RuleFact fact in rule.Facts)
        {
            if (fact is not (RuleFact.Balance or RuleFact.CodeHash or RuleFact.Holdings)) continue;
            if (rule.Assets?.Count != 1) return PolicyRefusals.AssetNotAlone($"{path}.assets");
            if (fact is RuleFact.CodeHash && !rule.Assets[0].IsErc20)
                return PolicyRefusals.Value($"{path}.assets", "a token, whose contract has code");
        }

        return null;
    }

    private static RuleFact ReadOne(ref MemberReader read)
    {
        FactKind kind = read.Parse<FactKind>("kind", FactKinds.TryParse);
        FactQuorum quorum = new(
            read.Parse<GroupId>("group", GroupId.TryParse),
            (int)read.Integer("count", 1, FactQuorum.CountMax),
            (int)read.Integer("ageMaxSeconds", 1, FactQuorum.AgeMaxSecondsMax));
        return kind switch
        {
            FactKind.Price => new RuleFact.Price(
                quorum, Quote.Read(ref read), read.Amount("valueMax"), ReadDivergence(ref read)),
            FactKind.Balance =>
                new RuleFact.Balance(quorum, read.Amount("remainingMin"), ReadDivergence(ref read)),
            FactKind.Holdings => ReadHoldings(ref read, quorum),
            FactKind.CodeHash =>
                new RuleFact.CodeHash(quorum, read.Parse<Hash32>("hash", FactValue.TryParseHash)),
            _ => new RuleFact.Screening(quorum, read.Parse<ScreeningList>("list", ScreeningList.TryParse)),
        };
    }

    private static RuleFact.Holdings ReadHoldings(ref MemberReader read, FactQuorum quorum)
    {
        Amount? hotMax = read.Has("hotMax") ? read.Amount("hotMax") : null;
        int share = read.Has("coldShareMin")
            ? (int)read.Integer("coldShareMin", 1, RuleFact.DivergenceWhole) : 0;
        read.Require(
            hotMax is not null || share > 0,
            PolicyRefusals.Value(read.PathOf("hotMax"), "hotMax, coldShareMin, or both"));
        return new RuleFact.Holdings(quorum, hotMax, share, ReadDivergence(ref read));
    }

    private static int ReadDivergence(ref MemberReader read) =>
        (int)read.Integer("divergenceMax", 0, RuleFact.DivergenceWhole);
}
