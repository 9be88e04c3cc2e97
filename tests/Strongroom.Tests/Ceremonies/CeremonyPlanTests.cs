using Strongroom.Ceremonies;
using Strongroom.Intents;
using Strongroom.Tests.Intents;
using Strongroom.Tests.Registry;

namespace Strongroom.Tests.Ceremonies;

public sealed class CeremonyPlanTests
{
    [Theory]
    [InlineData("generate-root", 10)]
    [InlineData("import", 10)]
    [InlineData("backup", 9)]
    [InlineData("restore-drill", 7)]
    [InlineData("rotate", 10)]
    [InlineData("compromise", 13)]
    [InlineData("return", 6)]
    [InlineData("destroy", 13)]
    [InlineData("add-token", 6)]
    [InlineData("succession", 6)]
    public void Plans_lead_to_their_steps(string purpose, int steps)
    {
        CeremonyPlan.TryParse(CeremonySamples.Plan(purpose), out CeremonyPlan? plan, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        IReadOnlyList<CeremonyStep> list = CeremonySteps.Of(plan!);
        list.Count.ShouldBe(steps);
        list.Select(step => step.Id).Distinct().Count().ShouldBe(steps);
        list[0].Id.ShouldBe(CeremonySteps.Approval);
        list[^1].Id.ShouldBe(CeremonySteps.Close);
    }

    [Fact]
    public void Refuses_plans_that_would_weaken_the_shares()
    {
        CanonicalObject plan = CeremonySamples.Plan();
        Refused(plan.With("purpose", "revive"), CeremonyRefusal.UnknownPurpose);
        Refused(plan.With("threshold", 1), JsonRefusal.MalformedValue);
        Refused(plan.With("threshold", 4), CeremonyRefusal.Threshold);
        Refused(plan.With("securityManager", CeremonySamples.Person("carol")), CeremonyRefusal.RoleTwice);
        Refused(plan.With("witnesses", CanonicalArray.Empty), JsonRefusal.MalformedValue);
        Refused(plan.With("root", default), CeremonyRefusal.Root);
        Refused(CeremonySamples.Plan("generate-root").With("root", $"{CeremonySamples.Root}"), CeremonyRefusal.Root);
        Refused(plan.With("memo", "x"), JsonRefusal.UnknownMember);
        Refused(With(plan, "dave", ("site", "site of carol")), CeremonyRefusal.SiteRule);
        Refused(plan.With("threshold", 3), CeremonyRefusal.SiteRule);
        Accepted(CeremonySamples.Plan("restore-drill").With("threshold", 3));
        Refused(With(plan, "dave", ("recipient", "age1dave")), CeremonyRefusal.Recipient);
    }

    [Fact]
    public void Every_purpose_takes_its_own_members_and_no_others()
    {
        Refused(CeremonySamples.Plan("import").With("source", default), CeremonyRefusal.PurposeMembers);
        Refused(CeremonySamples.Plan("import").With("source", "keystore"), CeremonyRefusal.PurposeMembers);
        Accepted(CeremonySamples.Plan("import").With("root", $"{CeremonySamples.Root}"));
        Refused(CeremonySamples.Plan("backup").With("source", "shares"), CeremonyRefusal.PurposeMembers);
        Refused(CeremonySamples.Plan("rotate").With("root", default), CeremonyRefusal.Root);
        Refused(CeremonySamples.Plan("rotate").With("incident", "INC-1"), CeremonyRefusal.PurposeMembers);
        Refused(CeremonySamples.Plan("compromise").With("incident", default), CeremonyRefusal.PurposeMembers);
        Accepted(CeremonySamples.Plan("compromise").With("destroys", default));
        Refused(Destroys("compromise", "shares"), CeremonyRefusal.PurposeMembers);
        Refused(CeremonySamples.Plan("return").With("client", default), CeremonyRefusal.PurposeMembers);
        Refused(CeremonySamples.Plan("return").With("source", "words"), CeremonyRefusal.PurposeMembers);
        Refused(CeremonySamples.Plan("return").With("receiver", CeremonySamples.Person("carol")), CeremonyRefusal.RoleTwice);
        Refused(CeremonySamples.Plan("destroy").With("destroys", default), CeremonyRefusal.PurposeMembers);
        Refused(Destroys("destroy", "keystore", "keystore"), JsonRefusal.MalformedValue);
        Refused(Destroys("destroy", "journal"), JsonRefusal.MalformedValue);
        CanonicalObject software = CeremonySamples.Plan("add-token").With("keystore", "software");
        Refused(software.With("tokens", default), CeremonyRefusal.Tokens);
        Refused(CeremonySamples.Plan("succession").With("root", $"{CeremonySamples.Root}"), CeremonyRefusal.Root);
    }

    [Theory]
    [InlineData("demo.example/signer", CeremonyRefusal.SuccessorOrigin)]
    [InlineData("demo.example/signer/1", CeremonyRefusal.SuccessorOrigin)]
    [InlineData("demo.example/signer/3", CeremonyRefusal.SuccessorOrigin)]
    [InlineData("other.example/signer/2", CeremonyRefusal.SuccessorOrigin)]
    public void A_journal_is_followed_by_the_next_number_of_its_name(string successor, string code) => Refused(
        CeremonySamples.Plan("succession").With("succession", CeremonySamples.Succession(successor)), code);

    [Fact]
    public void Tokens_belong_to_wrapped_roots_and_each_is_another()
    {
        CanonicalObject plan = CeremonySamples.WrappedPlan();
        CeremonyPlan.TryParse(plan, out CeremonyPlan? parsed, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        parsed!.Tokens.Select(token => $"{token.Label} {token.Country}").ShouldBe(["paris-1 FR", "hongkong-1 HK"]);
        Refused(plan.With("keystore", "software"), CeremonyRefusal.Tokens);
        Refused(plan.With("tokens", default), CeremonyRefusal.Tokens);
        Refused(plan.With("keystore", "hsm-native"), JsonRefusal.MalformedValue);
        Refused(plan.With("tokens", CanonicalArray.Empty), JsonRefusal.MalformedValue);
        CanonicalObject paris = CeremonySamples.Token("paris-1", "FR");
        Refused(Tokens(paris, paris), CeremonyRefusal.TokenTwice);
        Refused(Tokens(paris, paris.With("serial", "1")), CeremonyRefusal.TokenTwice);
        CanonicalObject lyon = CeremonySamples.Token("lyon-1", "FR").With("serial", "1");
        Refused(Tokens(paris.With("serial", "1"), lyon), CeremonyRefusal.TokenTwice);
        CeremonyPlan.TryParse(Tokens(paris.With("serial", "1"), paris.With("serial", "2")), out _, out _).ShouldBeTrue();
    }

    [Fact]
    public void No_share_and_no_seal_leaves_the_countries_of_the_root()
    {
        CanonicalObject plan = CeremonySamples.WrappedPlan();
        Accepted(plan.With("residency", CanonicalArray.OfTexts(["FR", "HK"])));
        Refused(plan.With("residency", CanonicalArray.OfTexts(["FR", "SG"])), CeremonyRefusal.Residency);
        CanonicalObject french = With(plan, "erin", ("country", "FR"));
        Refused(french.With("residency", CanonicalArray.OfTexts(["FR"])), CeremonyRefusal.Residency);
        CanonicalArray tokens = CanonicalArray.Of(CeremonySamples.Token("paris-1", "FR"));
        Accepted(french.With("tokens", tokens).With("residency", CanonicalArray.OfTexts(["FR"])));
        Refused(plan.With("residency", CanonicalArray.Empty), JsonRefusal.MalformedValue);
        Refused(plan.With("residency", CanonicalArray.OfTexts(["France"])), JsonRefusal.MalformedValue);
        Refused(With(plan, "dave", ("country", "fr")), JsonRefusal.MalformedValue);
        Accepted(plan.With("client", "0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"));
        Refused(plan.With("client", "acme"), JsonRefusal.MalformedValue);
    }

    [Fact]
    public void Everybody_must_be_there_but_a_drill_needs_only_the_threshold()
    {
        CeremonyPlan.TryParse(CeremonySamples.Plan(), out CeremonyPlan? backup, out _).ShouldBeTrue();
        CeremonyPlan.TryParse(CeremonySamples.Plan("restore-drill"), out CeremonyPlan? drill, out _).ShouldBeTrue();
        foreach (PersonId absent in backup!.People.Select(one => one.Person))
        {
            PersonId[] here = [.. backup.People.Select(one => one.Person).Where(person => person != absent)];
            Refusal? refusal = backup.CheckPresence(here);
            refusal!.Code.ShouldBe(CeremonyRefusal.RoleMissing);
            refusal.Message.ShouldContain($"{absent}");
            bool isCustodian = CeremonySamples.Custodians.Contains($"{absent}");
            (drill!.CheckPresence(here) is null).ShouldBe(isCustodian);
        }

        CeremonyPlan.TryParse(CeremonySamples.Plan("return"), out CeremonyPlan? giving, out _).ShouldBeTrue();
        PersonId[] own = [.. giving!.People.Select(one => one.Person).Where(person => $"{person}" != "rosa")];
        giving.CheckPresence(own)!.Message.ShouldContain("receiver rosa");
    }

    [Fact]
    public void The_intent_carries_the_plan_and_other_intents_carry_none()
    {
        Intent intent = Samples.Parse(Samples.Body(IntentKind.Ceremony));
        intent.ShouldBeOfType<Intent.Ceremony>();
        Transcript.TryReadPlan(intent.Body, out _, out CeremonyPlan? plan, out _).ShouldBeTrue();
        plan!.Purpose.ShouldBe(CeremonyPurpose.Backup);
        Transcript.TryReadPlan(Samples.Body(IntentKind.Unfreeze), out _, out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(CeremonyRefusal.NotACeremony);
    }

    [Fact]
    public void The_signer_records_that_a_plan_was_approved_and_refuses_an_unsound_one()
    {
        TestDesk desk = new();
        desk.House.Register(desk.House.Head().Compose(IntentKind.Ceremony, ("plan", CeremonySamples.Plan())));
        CanonicalObject weak = CeremonySamples.Plan().With("threshold", 3);
        Intent intent = TestHouse.Parse(desk.House.Head().Compose(IntentKind.Ceremony, ("plan", weak)));
        (desk.House.TryRegister(desk.House.Submit(intent, "olga", "anna", "ben"))?.Code)
            .ShouldBe(CeremonyRefusal.SiteRule);
    }

    private static CanonicalObject With(CanonicalObject plan, string person, (string Name, string Value) member) =>
        plan.With("custodians", CanonicalArray.OfObjects(CeremonySamples.Custodians.Select(name =>
            name == person ? CeremonySamples.Custodian(name).With(member.Name, member.Value)
                : CeremonySamples.Custodian(name))));

    private static CanonicalObject Destroys(string purpose, params string[] copies) =>
        CeremonySamples.Plan(purpose).With("destroys", CanonicalArray.OfTexts(copies));

    private static CanonicalObject Tokens(params CanonicalObject[] tokens) =>
        CeremonySamples.WrappedPlan().With("tokens", CanonicalArray.OfObjects(tokens));

    private static void Accepted(CanonicalObject body) =>
        CeremonyPlan.TryParse(body, out _, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());

    private static void Refused(CanonicalObject body, string code)
    {
        CeremonyPlan.TryParse(body, out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(code, refusal.ToString());
    }
}
