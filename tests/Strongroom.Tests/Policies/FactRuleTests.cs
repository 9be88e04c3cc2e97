using Strongroom.Assets;
using Strongroom.Attestations;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Tests.Attestations;
using Strongroom.Tests.Registry;
using static Strongroom.Tests.Policies.PolicyTexts;

namespace Strongroom.Tests.Policies;

/// <summary>Conditions on facts: what they let pass, what they leave to the next rule, what they refuse.</summary>
public sealed class FactRuleTests
{
    private const string Quorum = "\"quorums\":[[{\"count\":1,\"group\":\"approvers\"}]]";
    private const string Oracles = "\"ageMaxSeconds\":120,\"count\":2,\"group\":\"oracles\"";

    private static readonly TestAttestor[] Feeds =
        [TestAttestor.Of("feed-a", "oracles"), TestAttestor.Of("feed-b", "oracles"), TestAttestor.Of("feed-c", "oracles")];

    private static readonly Hash32 Code = Hash32.Keccak("reviewed"u8);

    private readonly TestDesk _desk = new();

    private Intent.Movement Movement => (Intent.Movement)TestHouse.Parse(_desk.WithdrawalBody());

    private Timestamp Now => _desk.House.Now;

    // 500 base units at 3 minor units for 7 base units are 214.28… minor units.
    [Theory]
    [InlineData(215, null)]
    [InlineData(214, RuleCondition.Value)]
    public void Compares_the_exact_value_with_the_limit(int valueMax, RuleCondition? failed) =>
        Judge(Price(valueMax), Say(0, Euros(3, 7)), Say(1, Euros(3, 7))).Trail[0].Failed.ShouldBe(failed);

    [Fact]
    public void Counts_the_highest_price_against_the_requester()
    {
        AttestedFact[] facts = [Say(0, Euros(1000, 1000)), Say(1, Euros(1001, 1000))];
        Judge(Price(500, divergenceMax: 10), facts).Trail[0].Failed.ShouldBe(RuleCondition.Value);
        Judge(Price(501, divergenceMax: 10), facts).IsApproved.ShouldBeTrue();
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(9, PolicyRefusal.FactDivergent)]
    [InlineData(0, PolicyRefusal.FactDivergent)]
    public void Refuses_prices_that_are_further_apart_than_allowed(int divergenceMax, string? code) => CodeOf(
        Price(9999, divergenceMax), Say(0, Euros(1000, 1000)), Say(1, Euros(1001, 1000))).ShouldBe(code);

    [Fact]
    public void Compares_ratios_not_their_spelling() =>
        CodeOf(Price(9999, 0), Say(0, Euros(3, 7)), Say(1, Euros(6, 14))).ShouldBeNull();

    [Fact]
    public void One_liar_among_three_refuses_instead_of_being_outvoted() => CodeOf(
        Price(9999, 50), Say(0, Euros(10, 1)), Say(1, Euros(1, 1)), Say(2, Euros(10, 1))).ShouldBe(PolicyRefusal.FactDivergent);

    [Fact]
    public void A_missing_fact_refuses_although_a_later_rule_would_match()
    {
        Decision decision = Judge(Price(9999), Say(0, Euros(1, 1)));
        decision.Refusal!.Code.ShouldBe(PolicyRefusal.FactMissing);
        decision.Rule.Id.ToString().ShouldBe("a");
        decision.Refusal.Accepted.ShouldBe(
            "Rule a needs price eip155:31337/slip44:60 in EUR with 2 decimals from 2 of group oracles, at most 120 s old");
    }

    [Fact]
    public void A_value_above_the_limit_is_left_to_the_next_rule()
    {
        Decision decision = Judge(Price(1), Say(0, Euros(1, 1)), Say(1, Euros(1, 1)));
        decision.Rule.Id.ToString().ShouldBe("b");
        decision.IsApproved.ShouldBeTrue();
        decision.Explain()[0].ShouldBe("Rule a allows a smaller value only.");
        decision.Attestations.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(120, null)]
    [InlineData(121, PolicyRefusal.FactStale)]
    [InlineData(-30, null)]
    [InlineData(-31, PolicyRefusal.FactStale)]
    public void Refuses_what_is_too_old_or_from_the_future(int age, string? code)
    {
        AttestedFact aged = Feeds[1].Fact(Now - TimeSpan.FromSeconds(age), Euros(1, 1));
        CodeOf(Price(9999), Say(0, Euros(1, 1)), aged).ShouldBe(code);
        CodeOf(Price(9999), Say(0, Euros(1, 1)), aged, Say(2, Euros(1, 1))).ShouldBe(code);
    }

    [Fact]
    public void Facts_about_something_else_are_no_facts()
    {
        AttestedFact right = Say(0, Euros(1, 1));
        AssetId elsewhere = AssetId.Ether(1);
        CodeOf(Price(9999), right, Say(1, Claims.Price(elsewhere, 1, 1))).ShouldBe(PolicyRefusal.FactMissing);
        CodeOf(Price(9999), right, Say(1, Claims.Price(TestDesk.Ether, 1, 1, new Quote("USD", 2))))
            .ShouldBe(PolicyRefusal.FactMissing);
        CodeOf(Price(9999), right, Say(1, Claims.Price(TestDesk.Ether, 1, 1, new Quote("EUR", 3))))
            .ShouldBe(PolicyRefusal.FactMissing);
        AttestedFact guest = TestAttestor.Of("feed-z", "guests").Fact(Now, Euros(1, 1));
        CodeOf(Price(9999), right, guest).ShouldBe(PolicyRefusal.FactMissing);
    }

    [Fact]
    public void One_attestor_counts_once()
    {
        AttestedFact again = Feeds[0].Fact(Now - TimeSpan.FromSeconds(1), Euros(1, 1));
        CodeOf(Price(9999), Say(0, Euros(1, 1)), again).ShouldBe(PolicyRefusal.FactMissing);
    }

    [Fact]
    public void Facts_are_asked_only_where_the_other_conditions_hold()
    {
        string hours = Price(9999).Replace(
            "\"kinds\"", "\"hours\":{\"from\":\"01:00\",\"to\":\"02:00\"},\"kinds\"", StringComparison.Ordinal);
        CodeOf(hours).ShouldBeNull();
    }

    [Theory]
    [InlineData(2_102_500, 2_000, null)]
    [InlineData(2_102_499, 2_000, RuleCondition.Balance)]
    [InlineData(499, 0, RuleCondition.Balance)]
    public void Leaves_enough_behind_at_the_lowest_balance_with_the_whole_fee(
        int lowest, int remainingMin, RuleCondition? failed)
    {
        EthereumAddress payer = _desk.AlphaAccount.Address;
        string rule = Rule(
            $"{Oracles},\"divergenceMax\":10000,\"kind\":\"balance\",\"remainingMin\":\"{remainingMin}\"", TestDesk.Ether);
        Judge(rule, Say(0, Claims.Balance(TestDesk.Ether, payer, (ulong)lowest)),
            Say(1, Claims.Balance(TestDesk.Ether, payer, (ulong)lowest + 1))).Trail[0].Failed.ShouldBe(failed);
    }

    [Fact]
    public void A_listed_destination_is_refused_not_left_to_the_next_rule()
    {
        string rule = Rule($"{Oracles},\"kind\":\"screening\",\"list\":\"ofac-sdn\"");
        FactClaim clear = Claims.Screening(TestDesk.Ether, Movement.To);
        FactClaim hit = Claims.Screening(TestDesk.Ether, Movement.To, isClear: false);
        CodeOf(rule, Say(0, clear), Say(1, clear)).ShouldBeNull();
        CodeOf(rule, Say(0, hit), Say(1, hit)).ShouldBe(PolicyRefusal.DestinationListed);
        CodeOf(rule, Say(0, clear), Say(1, hit)).ShouldBe(PolicyRefusal.FactDivergent);
        FactClaim other = Claims.Screening(TestDesk.Ether, TestDesk.Address(0x98));
        CodeOf(rule, Say(0, clear), Say(1, other)).ShouldBe(PolicyRefusal.FactMissing);
        CodeOf(rule, Say(0, clear), Say(1, Claims.Screening(TestDesk.Ether, Movement.To, list: "eu")))
            .ShouldBe(PolicyRefusal.FactMissing);
    }

    [Fact]
    public void A_contract_of_other_code_is_refused_not_left_to_the_next_rule()
    {
        string rule = Rule($"{Oracles},\"hash\":\"{Code}\",\"kind\":\"code-hash\"", TestDesk.Token);
        FactClaim right = Claims.Code(TestDesk.Token, TestDesk.Address(0x70), Code);
        FactClaim wrong = Claims.Code(TestDesk.Token, TestDesk.Address(0x70), Hash32.Keccak("swapped"u8));
        CodeOfToken(rule, Say(0, right), Say(1, right)).ShouldBeNull();
        CodeOfToken(rule, Say(0, wrong), Say(1, wrong)).ShouldBe(PolicyRefusal.CodeHashDiffers);
        CodeOfToken(rule, Say(0, right), Say(1, wrong)).ShouldBe(PolicyRefusal.FactDivergent);
        CodeOfToken(rule, Say(0, right)).ShouldBe(PolicyRefusal.FactMissing);
    }

    [Fact]
    public void Previews_which_facts_are_missing()
    {
        PolicyPreview preview = PolicyPreview.Of(
            Parse(Rules(Price(9999))), Movement, Facts([Say(0, Euros(1, 1))]), [Person("anna", "approvers")]);
        preview.Needs.ShouldHaveSingleItem().Explain(Now).ShouldBe(
            "Rule a needs price eip155:31337/slip44:60 in EUR with 2 decimals from 2 of group oracles,"
            + " at most 120 s old; 1 such are there.");
    }

    /// <summary>Against a second, slower way to say the same: fractions compared as decimals of unbounded length.</summary>
    [Fact]
    public void Agrees_with_rounding_up_in_a_thousand_random_cases()
    {
        Random random = new(20261121);
        for (int i = 0; i < 1_000; i++)
        {
            ulong minor = (ulong)random.NextInt64(1, 1_000_000);
            ulong units = (ulong)random.NextInt64(1, 1_000_000);
            int valueMax = random.Next(0, 2_000);
            System.Numerics.BigInteger value = (((System.Numerics.BigInteger)500 * minor) + units - 1) / units;
            RuleCondition? expected = value <= valueMax ? null : RuleCondition.Value;
            Judge(Price(valueMax), Say(0, Euros(minor, units)), Say(1, Euros(minor, units))).Trail[0].Failed
                .ShouldBe(expected, $"{minor}/{units} against {valueMax}");
        }
    }

    /// <summary>No order of the attestations, and no one added that is divergent or stale, turns a refusal into a yes.</summary>
    [Fact]
    public void Never_approves_more_with_another_fact_in_a_thousand_random_cases()
    {
        Random random = new(7);
        for (int i = 0; i < 1_000; i++)
        {
            List<AttestedFact> facts = [];
            for (int feed = 0; feed < 3; feed++)
            {
                Timestamp at = Now - TimeSpan.FromSeconds(random.Next(-40, 130));
                facts.Add(Feeds[feed].Fact(at, Euros((ulong)random.Next(990, 1_010), 1_000)));
            }

            string rule = Price(500 + random.Next(-6, 6), random.Next(0, 200));
            Decision three = Judge(rule, [.. facts]);
            facts.Reverse();
            Judge(rule, [.. facts]).Refusal?.Code.ShouldBe(three.Refusal?.Code);
            bool isStrict = three.Refusal is not null || three.Rule.Id.ToString() == "b";
            bool isAnyPairStricter = Judge(rule, facts[0], facts[1]) is { Refusal: not null } or { Trail.Count: 2 };
            (isStrict || !isAnyPairStricter).ShouldBeTrue("a third fact made a refused pair pass");
        }
    }

    [Theory]
    [InlineData(JsonRefusal.MalformedValue, "\"ageMaxSeconds\":0,\"count\":1,\"group\":\"g\",\"kind\":\"screening\",\"list\":\"l\"")]
    [InlineData(JsonRefusal.MalformedValue, "\"ageMaxSeconds\":1,\"count\":0,\"group\":\"g\",\"kind\":\"screening\",\"list\":\"l\"")]
    [InlineData(JsonRefusal.UnknownMember, "\"ageMaxSeconds\":1,\"count\":1,\"divergenceMax\":1,\"group\":\"g\",\"kind\":\"screening\",\"list\":\"l\"")]
    [InlineData(AttestationRefusal.UnknownKind, "\"ageMaxSeconds\":1,\"count\":1,\"group\":\"g\",\"kind\":\"weather\"")]
    [InlineData(PolicyRefusal.AssetNotAlone, "\"ageMaxSeconds\":1,\"count\":1,\"divergenceMax\":1,\"group\":\"g\",\"kind\":\"balance\",\"remainingMin\":\"1\"")]
    public void Refuses_a_condition_that_the_format_does_not_allow(string code, string fact) =>
        PolicyTexts.CodeOf(Rules(Rule(fact))).ShouldBe(code);

    [Fact]
    public void Refuses_to_ask_for_the_code_of_a_native_asset() => PolicyTexts.CodeOf(Rules(
        Rule($"{Oracles},\"hash\":\"{Code}\",\"kind\":\"code-hash\"", TestDesk.Ether))).ShouldBe(PolicyRefusal.ValueMalformed);

    private static FactClaim Euros(ulong minorUnits, ulong baseUnits) =>
        Claims.Price(TestDesk.Ether, minorUnits, baseUnits);

    private static string Price(int valueMax, int divergenceMax = 10_000) => Rule(
        $"{Oracles},\"divergenceMax\":{divergenceMax},\"kind\":\"price\",\"quote\":\"EUR\",\"scale\":2,\"valueMax\":\"{valueMax}\"");

    private static string Rule(string fact, AssetId? asset = null)
    {
        string assets = asset is null ? "" : $"\"assets\":[\"{asset}\"],";
        return $$"""{{{assets}}"facts":[{{{fact}}}],"id":"a","kinds":["withdrawal"],{{Quorum}}}""";
    }

    private AttestedFact Say(int feed, FactClaim claim) => Feeds[feed].Fact(Now, claim);

    private string? CodeOf(string rule, params AttestedFact[] facts) => Judge(rule, facts).Refusal?.Code;

    private string? CodeOfToken(string rule, params AttestedFact[] facts)
    {
        CanonicalObject body = Intent.Movement.Compose(
            _desk.House.Head(),
            IntentKind.Withdrawal,
            TestDesk.Terms(_desk.AlphaAccount, 500, asset: TestDesk.Token),
            ("client", $"{_desk.Alpha}"));
        return Judge(rule, TestHouse.Parse(body), facts).Refusal?.Code;
    }

    private Decision Judge(string rule, params AttestedFact[] facts) => Judge(rule, Movement, facts);

    // A laxer rule follows, which asks for nothing.
    private Decision Judge(string rule, Intent intent, AttestedFact[] facts)
    {
        string laxer = "{\"id\":\"b\",\"kinds\":[\"withdrawal\"]," + Quorum + "}";
        return PolicyEvaluation.Evaluate(Parse(Rules(rule, laxer)), intent, Facts(facts));
    }

    private PolicyFacts Facts(AttestedFact[] facts) => new()
    {
        Now = Now,
        Requester = Person("olga", "operators"),
        Approvals = [Person("anna", "approvers")],
        Account = new PayingAccount(Temperature.Hot, ProtectionLevel.Software),
        Attested = facts,
        Windows = new RollingWindows(),
    };
}
