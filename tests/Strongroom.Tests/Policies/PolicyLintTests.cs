using Strongroom.Intents;
using Strongroom.Policies;
using static Strongroom.Tests.Policies.PolicyTexts;

namespace Strongroom.Tests.Policies;

public sealed class PolicyLintTests
{
    private static readonly Participant[] People =
    [
        Person("olga", "operators"), Person("anna", "approvers", true), Person("ben", "approvers"),
        Person("carla", "approvers directors"),
    ];

    private static readonly Dictionary<GroupId, int> Attestors = new() { [Group("oracles")] = 2 };

    [Fact]
    public void Accepts_a_policy_that_can_be_satisfied() => CodeOf(
        Rule("a", "withdrawal", "\"requesters\":[\"operators\"]", quorum: Terms((3, "approvers")))).ShouldBeNull();

    [Fact]
    public void Refuses_a_group_to_which_nobody_belongs() =>
        CodeOf(Rule("a", "withdrawal", quorum: Terms((1, "strangers")))).ShouldBe(PolicyRefusal.UnknownGroup);

    [Fact]
    public void Refuses_a_quorum_that_lacks_people_when_one_of_its_own_group_requests()
    {
        string three = Terms((3, "approvers"));
        CodeOf(Rule("a", "withdrawal", quorum: three)).ShouldBe(PolicyRefusal.QuorumUnsatisfiable);
        CodeOf(Rule("a", "withdrawal", "\"requesters\":[\"approvers\"]", quorum: three))
            .ShouldBe(PolicyRefusal.QuorumUnsatisfiable);
    }

    [Fact]
    public void Refuses_a_quorum_that_would_count_one_person_twice() => CodeOf(Rule(
        "a", "withdrawal", "\"requesters\":[\"operators\"]", quorum: Terms((3, "approvers"), (1, "directors"))))
        .ShouldBe(PolicyRefusal.QuorumUnsatisfiable);

    [Fact]
    public void Refuses_more_independent_keys_than_there_are() => CodeOf(Rule(
        "a", "withdrawal", "\"independentMin\":2,\"requesters\":[\"operators\"]", quorum: Terms((2, "approvers"))))
        .ShouldBe(PolicyRefusal.QuorumUnsatisfiable);

    [Theory]
    [InlineData("", "")]
    [InlineData("", "\"requesters\":[\"operators\"]")]
    [InlineData("\"requesters\":[\"operators\",\"approvers\"]", "\"requesters\":[\"operators\"]")]
    [InlineData("\"assets\":[\"" + Ether + "\"],\"amountMax\":\"9\"", "\"assets\":[\"" + Ether + "\"],\"amountMax\":\"9\"")]
    [InlineData("\"hours\":{\"from\":\"08:00\",\"to\":\"18:00\"}", "\"hours\":{\"from\":\"09:00\",\"to\":\"10:00\"}")]
    public void Refuses_a_rule_that_an_earlier_one_makes_unreachable(string earlier, string later) =>
        CodeOf(Rule("a", "withdrawal", earlier), Rule("b", "withdrawal", later)).ShouldBe(PolicyRefusal.RuleUnreachable);

    [Theory]
    [InlineData("\"requesters\":[\"operators\"]", "")]
    [InlineData("\"requesters\":[\"operators\"]", "\"requesters\":[\"operators\",\"approvers\"]")]
    [InlineData("\"assets\":[\"" + Ether + "\"],\"amountMax\":\"9\"", "\"assets\":[\"" + Ether + "\"],\"amountMax\":\"10\"")]
    [InlineData("\"temperature\":\"hot\"", "")]
    [InlineData("\"destinations\":\"allowlisted\"", "")]
    public void Accepts_a_rule_that_decides_what_an_earlier_one_leaves(string earlier, string later) =>
        CodeOf(Rule("a", "withdrawal", earlier), Rule("b", "withdrawal", later)).ShouldBeNull();

    [Theory]
    [InlineData(2, "oracles", null)]
    [InlineData(3, "oracles", PolicyRefusal.AttestorsTooFew)]
    [InlineData(1, "approvers", PolicyRefusal.AttestorsTooFew)]
    public void Refuses_more_attestors_than_the_group_has(int count, string group, string? code) =>
        CodeOf(Rule("a", "withdrawal", Screening(count, group))).ShouldBe(code);

    [Fact]
    public void Sees_which_conditions_on_facts_leave_something_to_a_later_rule()
    {
        string price = "\"facts\":[{\"ageMaxSeconds\":9,\"count\":1,\"divergenceMax\":0,\"group\":\"oracles\","
            + "\"kind\":\"price\",\"quote\":\"EUR\",\"scale\":2,\"valueMax\":\"9\"}]";
        CodeOf(Rule("a", "withdrawal", price), Rule("b", "withdrawal")).ShouldBeNull();
        CodeOf(Rule("a", "withdrawal", Screening(1, "oracles")), Rule("b", "withdrawal"))
            .ShouldBe(PolicyRefusal.RuleUnreachable);
    }

    [Fact]
    public void Sees_that_several_earlier_rules_together_leave_nothing()
    {
        string hot = Rule("a", "withdrawal", "\"temperature\":\"hot\"");
        string cold = Rule("b", "withdrawal", "\"temperature\":\"cold\"");
        CodeOf(hot, cold, Rule("c", "withdrawal")).ShouldBe(PolicyRefusal.RuleUnreachable);
        CodeOf(hot, cold, Rule("c", "withdrawal\",\"internal-move")).ShouldBeNull();
    }

    private static string Screening(int count, string group) =>
        $"\"facts\":[{{\"ageMaxSeconds\":9,\"count\":{count},\"group\":\"{group}\",\"kind\":\"screening\",\"list\":\"l\"}}]";

    private static string? CodeOf(params string[] rules) => PolicyLint.Check(
        Parse(Rules(rules)), People, Attestors)?.Code;

    private static string Rule(string id, string kinds, string conditions = "", string? quorum = null)
    {
        string more = conditions.Length == 0 ? "" : conditions + ",";
        return $$"""{"id":"{{id}}","kinds":["{{kinds}}"],{{more}}"quorums":{{quorum ?? Terms((1, "approvers"))}}}""";
    }

    private static string Terms(params (int Count, string Group)[] terms) => "[[" + string.Join(
        ',', terms.Select(term => $$"""{"count":{{term.Count}},"group":"{{term.Group}}"}""")) + "]]";
}
