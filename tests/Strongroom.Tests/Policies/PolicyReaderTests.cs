using Strongroom.Intents;
using Strongroom.Policies;
using static Strongroom.Tests.Policies.PolicyTexts;

namespace Strongroom.Tests.Policies;

public sealed class PolicyReaderTests
{
    private const string Quorum = "\"quorums\":[[{\"count\":1,\"group\":\"approvers\"}]]";

    [Fact]
    public void Reads_the_example_of_the_format()
    {
        Policy policy = Parse(Rules(
            """
            {"amountMax":"1000000000000000000","assets":["eip155:31337/slip44:60"],"destinations":"any","id":"small-ether",
            "kinds":["withdrawal"],"quorums":[[{"count":2,"group":"approvers"}]],"requesters":["operators"],
            "windows":[{"amountMax":"5000000000000000000","minutes":1440,"scope":"client"}]}
            """));
        policy.Rules.Count.ShouldBe(2);
        policy.Rules[0].Windows[0].Minutes.ShouldBe(1440);
        policy.Rules[0].IsAllowlistedOnly.ShouldBeFalse();
        policy.Rules[1].IsDeny.ShouldBeTrue();
    }

    [Theory]
    [InlineData(PolicyRefusal.CountZero, "{\"id\":\"a\",\"kinds\":[\"unfreeze\"],\"quorums\":[[{\"count\":0,\"group\":\"g\"}]]}")]
    [InlineData(PolicyRefusal.OutcomeUnclear, "{\"id\":\"a\",\"kinds\":[\"unfreeze\"]}")]
    [InlineData(PolicyRefusal.OutcomeUnclear, "{\"deny\":true,\"id\":\"a\",\"kinds\":[\"unfreeze\"]," + Quorum + "}")]
    [InlineData(PolicyRefusal.OutcomeUnclear, "{\"delayMinutes\":1,\"deny\":true,\"id\":\"a\",\"kinds\":[\"unfreeze\"]}")]
    [InlineData(PolicyRefusal.ConditionMissing, "{\"id\":\"a\"," + Quorum + "}")]
    [InlineData(PolicyRefusal.ConditionMissing, "{\"deny\":true,\"id\":\"a\"}")]
    [InlineData(PolicyRefusal.AssetNotAlone, "{\"amountMax\":\"1\",\"id\":\"a\",\"kinds\":[\"withdrawal\"]," + Quorum + "}")]
    [InlineData(PolicyRefusal.DuplicateItem, "{\"id\":\"a\",\"kinds\":[\"unfreeze\",\"unfreeze\"]," + Quorum + "}")]
    [InlineData(PolicyRefusal.ValueMalformed, "{\"deny\":false,\"id\":\"a\",\"kinds\":[\"unfreeze\"]," + Quorum + "}")]
    [InlineData(PolicyRefusal.ValueMalformed, "{\"destinations\":\"all\",\"id\":\"a\",\"kinds\":[\"unfreeze\"]," + Quorum + "}")]
    [InlineData(PolicyRefusal.ValueMalformed, "{\"hours\":{\"from\":\"18:00\",\"to\":\"08:00\"},\"id\":\"a\",\"kinds\":[\"unfreeze\"]," + Quorum + "}")]
    [InlineData(PolicyRefusal.ValueMalformed, "{\"id\":\"a\",\"kinds\":[\"unfreeze\"],\"protection\":\"paper\"," + Quorum + "}")]
    [InlineData(PolicyRefusal.ValueMalformed, "{\"id\":\"a\",\"kinds\":[\"unfreeze\"],\"quorums\":[[]]}")]
    [InlineData(JsonRefusal.UnknownMember, "{\"id\":\"a\",\"kinds\":[\"unfreeze\"],\"x\":1," + Quorum + "}")]
    [InlineData(JsonRefusal.MalformedValue, "{\"assets\":[\"" + Ether + "\"],\"id\":\"a\",\"kinds\":[\"withdrawal\"],\"windows\":[{\"amountMax\":\"1\",\"minutes\":44641,\"scope\":\"client\"}]," + Quorum + "}")]
    public void Refuses_a_rule_that_the_format_does_not_allow(string code, string rule) =>
        CodeOf(Rules(rule)).ShouldBe(code);

    [Fact]
    public void Refuses_two_rules_with_one_id() => CodeOf(Rules(
        "{\"id\":\"a\",\"kinds\":[\"unfreeze\"]," + Quorum + "}",
        "{\"id\":\"a\",\"kinds\":[\"withdrawal\"]," + Quorum + "}")).ShouldBe(PolicyRefusal.RuleIdReused);

    [Theory]
    [InlineData("""{"rules":[{"id":"a","kinds":["unfreeze"],"quorums":[[{"count":1,"group":"g"}]]}],"version":1}""")]
    [InlineData("""{"rules":[{"deny":true,"id":"a","kinds":["unfreeze"]}],"version":1}""")]
    public void Refuses_a_policy_without_a_final_deny(string policy) =>
        CodeOf(policy).ShouldBe(PolicyRefusal.NoFinalDeny);

    [Fact]
    public void Refuses_an_empty_and_an_endless_list_of_rules()
    {
        CodeOf("""{"rules":[],"version":1}""").ShouldBe(JsonRefusal.MalformedValue);
        string[] rules = [.. Enumerable.Range(0, 100).Select(i => $"{{\"id\":\"r{i}\",\"kinds\":[\"unfreeze\"],{Quorum}}}")];
        CodeOf(Rules(rules)).ShouldBe(JsonRefusal.MalformedValue);
    }
}
