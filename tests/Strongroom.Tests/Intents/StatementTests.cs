using Strongroom.Intents;
using Strongroom.Tests.Roster;

namespace Strongroom.Tests.Intents;

public sealed class StatementTests
{
    private static readonly Statement Signed = GoldenStatements.Create(Verdict.Freeze);

    [Theory]
    [InlineData("2026-11-21T10:02:00Z", "2026-11-21T10:00:00Z", null)]
    [InlineData("2026-11-21T10:02:01Z", "2026-11-21T10:00:00Z", StatementRefusal.TooEarly)]
    [InlineData("2026-11-21T09:00:00Z", "2026-11-21T09:58:00Z", null)]
    [InlineData("2026-11-21T09:00:00Z", "2026-11-21T09:57:59Z", StatementRefusal.TooLate)]
    public void A_statement_counts_from_its_intent_to_now_give_or_take_two_minutes(
        string intentCreatedAt, string now, string? code) =>
        Signed.CheckTime(Samples.Time(intentCreatedAt), Samples.Time(now))?.Code.ShouldBe(code);

    [Fact]
    public void A_freeze_needs_no_intent() => Signed.CheckTime(null, Samples.Created).ShouldBeNull();

    [Fact]
    public void A_statement_for_nothing_cannot_be_made()
    {
        Statement.TryCreate(
            Samples.Genesis, Samples.Person("alice"), Verdict.Approve, [], Samples.Created, out _, out Refusal? refusal)
            .ShouldBeFalse();
        refusal!.Code.ShouldBe(StatementRefusal.IntentCount);
    }

    [Fact]
    public void A_commitment_opens_only_with_its_own_salt_and_value()
    {
        Commitment right = Commitment.To(TestKey.Seed("salt"), "Ada");
        CanonicalObject body = CanonicalObject.Of(
            ("salt", Base64UrlText.Write(TestKey.Seed("salt"))), ("value", "Ada"));
        CommitmentOpening.TryParse(body, out CommitmentOpening? opening, out _).ShouldBeTrue();
        opening!.Check(right).ShouldBeNull();
        opening.Check(Commitment.To(TestKey.Seed("other"), "Ada"))!.Code.ShouldBe(IntentRefusal.CommitmentMismatch);
        opening.ToCanonical().ToBytes().ShouldBe(body.ToBytes());
    }
}
