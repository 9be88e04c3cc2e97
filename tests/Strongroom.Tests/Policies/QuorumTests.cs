using FsCheck;
using FsCheck.Fluent;
using Strongroom.Policies;
using static Strongroom.Tests.Policies.PolicyTexts;

namespace Strongroom.Tests.Policies;

public sealed class QuorumTests
{
    private static readonly string[] Groups = ["a", "b", "c"];

    [Fact]
    public void Counts_a_person_of_two_groups_once()
    {
        QuorumTerm[] terms = [new(1, Group("a")), new(1, Group("b"))];
        Match(terms, Person("x", "a b")).Missing.ShouldBe(1);
        Match(terms, Person("x", "a b"), Person("y", "a")).Missing.ShouldBe(0);
    }

    [Fact]
    public void Never_counts_the_requester() => Quorum.Match(
        [new(1, Group("a"))], Registry.TestHouse.Person("x"), [Person("x", "a")]).Missing.ShouldBe(1);

    [Fact]
    public void Moves_people_between_groups_where_that_completes_a_quorum()
    {
        QuorumTerm[] terms = [new(1, Group("a")), new(1, Group("b")), new(1, Group("c"))];
        Match(terms, Person("x", "a b"), Person("y", "a c"), Person("z", "a")).Missing.ShouldBe(0);
    }

    [Fact]
    public void Prefers_people_with_independent_keys()
    {
        QuorumTerm[] terms = [new(2, Group("a"))];
        QuorumMatching matching = Match(
            terms, Person("x", "a"), Person("y", "a"), Person("z", "a", isIndependent: true));
        matching.Missing.ShouldBe(0);
        matching.IndependentCount.ShouldBe(1);
    }

    [Fact]
    public void Finds_what_trying_every_assignment_finds()
    {
        Gen<int[]> counts = Gen.Choose(0, 2).ArrayOf(3);
        Gen<int[]> masks = Gen.Choose(0, 15).ArrayOf(6);
        Prop.ForAll(counts.ToArbitrary(), masks.ToArbitrary(), (count, people) =>
        {
            QuorumTerm[] terms = [.. count.Select((n, i) => new QuorumTerm(n, Group(Groups[i])))];
            Participant[] all =
            [
                .. people.Select((mask, i) => new Participant(
                    Registry.TestHouse.Person($"p{i}"),
                    [.. Enumerable.Range(0, 3).Where(g => (mask & (1 << g)) != 0).Select(g => Group(Groups[g]))],
                    mask >= 8)),
            ];
            QuorumMatching matching = Match(terms, all);
            (int placed, int independent) = Best(count, people, 0);
            return matching.Missing == count.Sum() - placed && matching.IndependentCount == independent;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Says_who_can_still_give_what_is_missing()
    {
        QuorumTerm[] terms = [new(1, Group("a")), new(1, Group("b"))];
        QuorumMatching matching = Match(terms, Person("x", "a b"));
        matching.CanPlace(QuorumMatching.MaskOf(terms, [Group("a")])).ShouldBeTrue();
        matching.CanPlace(QuorumMatching.MaskOf(terms, [Group("b")])).ShouldBeTrue();
        matching.CanPlace(QuorumMatching.MaskOf(terms, [Group("c")])).ShouldBeFalse();
    }

    // The largest assignment, and of those the one with the most independent people, by trying all.
    private static (int Placed, int Independent) Best(int[] free, int[] people, int at)
    {
        if (at == people.Length) return (0, 0);
        (int Placed, int Independent) best = Best(free, people, at + 1);
        for (int group = 0; group < free.Length; group++)
        {
            if (free[group] == 0 || (people[at] & (1 << group)) == 0) continue;
            free[group]--;
            (int placed, int independent) = Best(free, people, at + 1);
            free[group]++;
            (int, int) with = (placed + 1, independent + (people[at] >= 8 ? 1 : 0));
            if (with.CompareTo(best) > 0) best = with;
        }

        return best;
    }

    private static QuorumMatching Match(QuorumTerm[] terms, params Participant[] people) =>
        Quorum.Match(terms, Registry.TestHouse.Person("nobody"), people);
}
