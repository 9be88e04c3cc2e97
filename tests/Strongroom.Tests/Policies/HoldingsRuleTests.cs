using Strongroom.Assets;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Tests.Attestations;
using Strongroom.Tests.Registry;
using static Strongroom.Tests.Policies.PolicyTexts;

namespace Strongroom.Tests.Policies;

/// <summary>The hot ceiling and the cold share, as they are after a movement of 500 base units.</summary>
public sealed class HoldingsRuleTests
{
    private const string Quorum = "\"quorums\":[[{\"count\":1,\"group\":\"approvers\"}]]";

    private static readonly TestAttestor[] Nodes =
        [TestAttestor.Of("node-a", "oracles"), TestAttestor.Of("node-b", "oracles")];

    private readonly TestDesk _desk = new();

    [Theory]
    [InlineData(2_000, "\"hotMax\":\"1500\"", true)]
    [InlineData(2_001, "\"hotMax\":\"1500\"", false)]
    [InlineData(1_500, "\"coldShareMin\":9000", true)]
    [InlineData(1_700, "\"coldShareMin\":9000", false)]
    [InlineData(1_500, "\"coldShareMin\":9000,\"hotMax\":\"999\"", false)]
    public void A_withdrawal_from_a_hot_account_leaves_less_there(ulong hot, string terms, bool isAllowed) =>
        Judge(terms, Withdrawal(), Temperature.Hot, null, (hot, 9_000), (hot, 9_000)).ShouldBe(isAllowed);

    [Theory]
    [InlineData(2_112_500, true)]
    [InlineData(2_112_400, false)]
    public void A_withdrawal_from_a_cold_account_takes_amount_and_fee_cap_from_the_cold_side(ulong cold, bool isAllowed) =>
        Judge("\"coldShareMin\":5000", Withdrawal(), Temperature.Cold, null, (12_000, cold), (12_000, cold))
            .ShouldBe(isAllowed);

    [Fact]
    public void A_sweep_moves_from_one_side_to_the_other_and_a_top_up_back()
    {
        (ulong, ulong)[] sums = [(1_000, 9_000), (1_000, 9_000)];
        Judge("\"hotMax\":\"500\",\"coldShareMin\":9500", Move(), Temperature.Hot, Temperature.Cold, sums).ShouldBeTrue();
        Judge("\"hotMax\":\"1499\"", Move(), Temperature.Cold, Temperature.Hot, (1_000, 2_200_000), (1_000, 2_200_000))
            .ShouldBeFalse();
        Judge("\"hotMax\":\"1500\"", Move(), Temperature.Cold, Temperature.Hot, (1_000, 2_200_000), (1_000, 2_200_000))
            .ShouldBeTrue();
    }

    [Fact]
    public void The_worse_of_two_answers_counts_and_too_different_ones_refuse()
    {
        string terms = "\"coldShareMin\":9000";
        Judge(terms, Withdrawal(), Temperature.Hot, null, (1_500, 9_000), (1_510, 9_000)).ShouldBeFalse();
        Decide(terms, Withdrawal(), (Temperature.Hot, null), [(1_500, 9_000), (1_800, 9_000)]).Refusal!.Code
            .ShouldBe(PolicyRefusal.FactDivergent);
        Decide(terms, Withdrawal(), (Temperature.Hot, null), [(1_500, 9_000)]).Refusal!.Code
            .ShouldBe(PolicyRefusal.FactMissing);
    }

    [Theory]
    [InlineData(PolicyRefusal.ValueMalformed, "")]
    [InlineData(JsonRefusal.MalformedValue, "\"coldShareMin\":10001,")]
    [InlineData(JsonRefusal.MalformedValue, "\"coldShareMin\":0,")]
    public void Refuses_a_condition_that_asks_for_nothing_or_too_much(string code, string terms) =>
        CodeOf(Rules(Rule(terms))).ShouldBe(code);

    [Fact]
    public void Refuses_a_condition_beside_several_assets() => CodeOf(Rules(
        Rule("\"hotMax\":\"1\",").Replace($"\"assets\":[\"{TestDesk.Ether}\"],", "", StringComparison.Ordinal)))
        .ShouldBe(PolicyRefusal.AssetNotAlone);

    private Intent Withdrawal() => TestHouse.Parse(_desk.WithdrawalBody());

    private Intent Move() => TestHouse.Parse(_desk.MoveBody(_desk.AlphaSecond));

    private bool Judge(
        string terms, Intent intent, Temperature from, Temperature? to, params (ulong Hot, ulong Cold)[] sums)
    {
        Decision decision = Decide(terms + ",", intent, (from, to), sums);
        decision.Refusal?.ToString().ShouldBeNull();
        if (decision.Rule.Id.ToString() == "b") decision.Trail[0].Failed.ShouldBe(RuleCondition.Holdings);
        return decision.Rule.Id.ToString() == "a";
    }

    private Decision Decide(
        string terms, Intent intent, (Temperature From, Temperature? To) between, (ulong Hot, ulong Cold)[] sums)
    {
        string laxer = "{\"id\":\"b\",\"kinds\":[\"withdrawal\",\"internal-move\"]," + Quorum + "}";
        PolicyFacts facts = new()
        {
            Now = _desk.House.Now,
            Requester = Person("olga", "operators"),
            Approvals = [Person("anna", "approvers")],
            Account = new PayingAccount(between.From, ProtectionLevel.Software),
            Receiver = between.To,
            Attested =
            [
                .. sums.Select((sum, i) => Nodes[i].Fact(_desk.House.Now, Claims.Holdings(TestDesk.Ether, sum.Hot, sum.Cold))),
            ],
            Windows = new RollingWindows(),
        };
        string whole = terms.EndsWith(',') ? terms : terms + ",";
        return PolicyEvaluation.Evaluate(Parse(Rules(Rule(whole), laxer)), intent, facts);
    }

    private static string Rule(string terms) =>
        $$"""
        {"assets":["{{TestDesk.Ether}}"],"facts":[{"ageMaxSeconds":120,{{Sorted(terms)}}],"id":"a",
        "kinds":["withdrawal","internal-move"],{{Quorum}}}
        """.ReplaceLineEndings("");

    // Members in canonical order around those that a case brings.
    private static string Sorted(string terms)
    {
        string share = terms.Split(',').FirstOrDefault(term => term.StartsWith("\"cold", StringComparison.Ordinal)) ?? "";
        string max = terms.Split(',').FirstOrDefault(term => term.StartsWith("\"hot", StringComparison.Ordinal)) ?? "";
        string[] members = [share, "\"count\":2", "\"divergenceMax\":100", "\"group\":\"oracles\"", max, "\"kind\":\"holdings\""];
        return string.Join(',', members.Where(member => member.Length > 0)) + "}";
    }
}
