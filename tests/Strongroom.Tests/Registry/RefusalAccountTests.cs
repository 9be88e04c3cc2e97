using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Tests.Registry;

public sealed class RefusalAccountTests
{
    private static readonly Refusal Refused = new(RegistryRefusal.Expired, "It expired.", "expiresAt");

    private readonly TestHouse _house = new();

    [Fact]
    public void Knows_whose_valid_request_came_with_a_refused_intent()
    {
        Digest digest = Digest.Sha256("intent"u8);
        StatementCheck request = _house.Sign("olga", Verdict.Request, digest);
        RefusalAccount.RequesterOf(_house.State, [request], digest).ShouldBe(TestHouse.Person("olga"));
        RefusalAccount.RequesterOf(_house.State, [request], Digest.Sha256("other"u8)).ShouldBeNull();
        StatementCheck approve = _house.Sign("olga", Verdict.Approve, digest);
        RefusalAccount.RequesterOf(_house.State, [approve], digest).ShouldBeNull();
        SignedStatement forged = Strongroom.Tests.Roster.TestKey.OfEd25519("mallory").Sign(request.Signed.Statement);
        RefusalAccount.RequesterOf(_house.State, [StatementCheck.Of(forged, _house.State)], digest).ShouldBeNull();
    }

    [Fact]
    public void Gives_one_person_sixty_leaves_a_minute_and_counts_the_rest()
    {
        for (int i = 0; i < RefusalAccount.LeavesPerMinuteMax; i++) Record("olga").ShouldNotBeNull();
        Record("olga").ShouldBeNull();
        Record("otto").ShouldNotBeNull();
        Record(null).ShouldBeNull();
        RefusalsLeaf counts = _house.Refusals.TakeCounts(_house.Stamp())!;
        counts.Counts[RegistryRefusal.Expired].ShouldBe(2);
        _house.Append(counts);
        _house.Refusals.TakeCounts(_house.Stamp()).ShouldBeNull();
        _house.Wait(1);
        _house.Append(Record("olga")!);
    }

    [Fact]
    public void Counts_codes_beyond_those_of_one_leaf_together()
    {
        for (int i = 0; i < 300; i++)
        {
            Refusal refusal = new($"room.code-{i}", "No.");
            _house.Refusals.Record(_house.Stamp(), refusal, null, null, Digest.Sha256("input"u8)).ShouldBeNull();
        }

        RefusalsLeaf leaf = _house.Refusals.TakeCounts(_house.Stamp())!;
        leaf.Counts.Count.ShouldBe(RefusalsLeaf.CodesMax);
        leaf.Counts[RefusalsLeaf.OtherCode].ShouldBe(45);
        _house.Append(leaf);
    }

    private RefusedLeaf? Record(string? person) => _house.Refusals.Record(
        _house.Stamp(),
        Refused,
        person is null ? null : TestHouse.Person(person),
        Digest.Sha256("intent"u8),
        Digest.Sha256("input"u8));
}
