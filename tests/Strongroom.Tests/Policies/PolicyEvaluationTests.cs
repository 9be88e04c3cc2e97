using Strongroom.Assets;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Tests.Registry;
using static Strongroom.Tests.Policies.PolicyTexts;

namespace Strongroom.Tests.Policies;

public sealed class PolicyEvaluationTests
{
    private const string Two = "\"quorums\":[[{\"count\":2,\"group\":\"approvers\"}]]";

    private readonly TestDesk _desk = new();

    [Theory]
    [InlineData("\"kinds\":[\"internal-move\"]", RuleCondition.Kind)]
    [InlineData("\"kinds\":[\"withdrawal\"],\"requesters\":[\"directors\"]", RuleCondition.Requester)]
    [InlineData("\"assets\":[\"eip155:1/slip44:60\"],\"kinds\":[\"withdrawal\"]", RuleCondition.Asset)]
    [InlineData("\"amountMax\":\"499\",\"assets\":[\"" + Ether + "\"],\"kinds\":[\"withdrawal\"]", RuleCondition.AmountMax)]
    [InlineData("\"destinations\":\"allowlisted\",\"kinds\":[\"withdrawal\"]", RuleCondition.Destination)]
    [InlineData("\"kinds\":[\"withdrawal\"],\"temperature\":\"cold\"", RuleCondition.Temperature)]
    [InlineData("\"hours\":{\"from\":\"10:01\",\"to\":\"11:00\"},\"kinds\":[\"withdrawal\"]", RuleCondition.Hours)]
    [InlineData("\"hours\":{\"from\":\"09:00\",\"to\":\"10:00\"},\"kinds\":[\"withdrawal\"]", RuleCondition.Hours)]
    public void Explains_the_first_condition_that_did_not_hold(string conditions, RuleCondition failed)
    {
        Decision decision = Evaluate(Rules($$"""{{{conditions}},"id":"a",{{Two}}}"""));
        decision.Trail[0].Failed.ShouldBe(failed);
        decision.Rule.Id.ToString().ShouldBe("deny");
        decision.Refusal!.Code.ShouldBe(PolicyRefusal.Denied);
        decision.Explain().Count.ShouldBe(3);
    }

    [Fact]
    public void Sums_the_window_with_the_amount_asked_for()
    {
        RollingWindows windows = new();
        Intent intent = TestHouse.Parse(_desk.WithdrawalBody());
        WindowKeys keys = WindowKeys.Of((Intent.Movement)intent, TestHouse.Person("olga"));
        windows.Add(keys[WindowScope.Account], RollingWindows.MinuteOf(_desk.House.Now), new Amount(501));
        string rules = Rules(
            "{\"assets\":[\"" + Ether + "\"],\"id\":\"a\",\"kinds\":[\"withdrawal\"],"
            + "\"windows\":[{\"amountMax\":\"1000\",\"minutes\":60,\"scope\":\"account\"}]," + Two + "}");
        PolicyEvaluation.Evaluate(Parse(rules), intent, Facts(windows)).Trail[0].Failed.ShouldBe(RuleCondition.Window);
        PolicyEvaluation.Evaluate(Parse(rules), intent, Facts(new RollingWindows())).IsApproved.ShouldBeTrue();
    }

    [Fact]
    public void Asks_for_independent_keys_where_the_rule_does()
    {
        string rules = Rules("{\"id\":\"a\",\"independentMin\":2,\"kinds\":[\"withdrawal\"]," + Two + "}");
        Evaluate(rules).Refusal!.Code.ShouldBe(PolicyRefusal.IndependentKeyMissing);
        Evaluate(rules.Replace("Min\":2", "Min\":1", StringComparison.Ordinal)).IsApproved.ShouldBeTrue();
    }

    [Fact]
    public void Takes_the_first_rule_that_matches_and_tries_no_other()
    {
        Decision decision = Evaluate(Rules(
            "{\"deny\":true,\"id\":\"a\",\"kinds\":[\"withdrawal\"]}",
            "{\"id\":\"b\",\"kinds\":[\"withdrawal\"]," + Two + "}"));
        decision.Rule.Id.ToString().ShouldBe("a");
        decision.IsApproved.ShouldBeFalse();
        decision.Trail.Count.ShouldBe(1);
    }

    [Fact]
    public void Matches_any_alternative_of_a_quorum() => Evaluate(Rules(
        "{\"id\":\"a\",\"kinds\":[\"withdrawal\"],\"quorums\":[[{\"count\":1,\"group\":\"directors\"}],"
        + "[{\"count\":2,\"group\":\"approvers\"}]]}")).IsApproved.ShouldBeTrue();

    [Fact]
    public void Previews_what_is_missing_and_who_may_give_it()
    {
        string rules = Rules("{\"id\":\"a\",\"kinds\":[\"withdrawal\"],\"quorums\":[[{\"count\":3,\"group\":\"approvers\"}]]}");
        PolicyPreview preview = PolicyPreview.Of(
            Parse(rules),
            TestHouse.Parse(_desk.WithdrawalBody()),
            Facts(new RollingWindows()),
            [Person("anna", "approvers"), Person("carla", "approvers"), Person("olga", "operators approvers")]);
        preview.Decision.Refusal!.Code.ShouldBe(PolicyRefusal.QuorumIncomplete);
        preview.Gaps[0].Missing.ShouldBe([new QuorumTerm(1, Group("approvers"))]);
        preview.Gaps[0].Candidates.ShouldBe([TestHouse.Person("carla")]);
    }

    private Decision Evaluate(string rules) => PolicyEvaluation.Evaluate(
        Parse(rules), TestHouse.Parse(_desk.WithdrawalBody()), Facts(new RollingWindows()));

    private PolicyFacts Facts(RollingWindows windows) => new()
    {
        Now = _desk.House.Now,
        Requester = Person("olga", "operators"),
        Approvals = [Person("anna", "approvers", isIndependent: true), Person("ben", "approvers")],
        Account = new PayingAccount(Temperature.Hot, ProtectionLevel.Software),
        IsAllowlisted = false,
        Windows = windows,
    };
}
