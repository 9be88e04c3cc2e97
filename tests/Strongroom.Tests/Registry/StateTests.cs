using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Strongroom.Assets;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;

namespace Strongroom.Tests.Registry;

public sealed class StateTests
{
    private const int WindowMax = 2500;

    [Fact]
    public void Folds_leaf_0_into_an_institution_named_by_its_hash()
    {
        TestHouse house = new();
        house.State.Institution.ShouldBe(Digest.Sha256(house.Journal[0]));
        house.State.Policy.Version.ShouldBe(1);
        house.State.Roster.People.Count.ShouldBe(house.Staff.Length);
    }

    [Fact]
    public void Opens_from_its_own_head_and_table_as_the_same_state()
    {
        TestDesk desk = new();
        desk.Withdraw();
        Intent delayed = desk.House.Register(desk.WithdrawalBody(9_000), "adam");
        byte[] head = desk.State.WriteHead();
        State.TryOpen(head, desk.State.SealTable(), out State? opened, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        opened!.WriteHead().ShouldBe(head);
        opened.TryGetIntent(delayed.Digest, out IntentRecord? record).ShouldBeTrue();
        record!.NotBefore.ShouldBe(desk.House.Now + TimeSpan.FromMinutes(60));
        desk.House.State = opened;
        desk.House.Wait(60);
        desk.House.TrySign(delayed, TestDesk.Unsigned(delayed, 0)).ShouldBeNull();
    }

    [Fact]
    public void Refuses_a_head_that_is_not_one()
    {
        State.TryOpen("{}"u8, new OverlayTable(), out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(JsonRefusal.MissingMember);
    }

    [Fact]
    public void Keeps_every_invariant_whatever_is_decided_in_whatever_order()
    {
        Gen<int[]> steps = Gen.Choose(0, 1_000_000).ArrayOf(60);
        Prop.ForAll(steps.ToArbitrary(), Run).Check(Config.QuickThrowOnFailure.WithMaxTest(15));
    }

    private static bool Run(int[] steps)
    {
        TestDesk desk = new();
        List<Intent> intents = [];
        List<(Timestamp At, ulong Amount)> counted = [];
        foreach (int step in steps)
        {
            Step(desk, step, intents, counted);
            if (!desk.State.WriteHead().AsSpan().SequenceEqual(desk.House.Second.WriteHead())) return false;
        }

        return SameTables(desk.State, desk.House.Second)
            && HoldsNonces(desk, intents)
            && HoldsWindows(counted)
            && Refold(desk);
    }

    private static void Step(
        TestDesk desk, int step, List<Intent> intents, List<(Timestamp At, ulong Amount)> counted)
    {
        Intent? some = intents.Count == 0 ? null : intents[step / 10 % intents.Count];
        ulong next = desk.State.NextNonce(TestDesk.Chain, desk.AlphaAccount.Address);
        switch (step % 10)
        {
            case 0 or 1 or 2 or 3:
                ulong amount = 1 + (ulong)(step / 10 % 1000);
                IntentId? replaces = step % 10 == 3 ? some?.Id : null;
                Intent intent = TestHouse.Parse(desk.WithdrawalBody(amount, (byte)(1 + (step % 250)), replaces));
                if (desk.House.TryRegister(desk.House.Submit(intent, "olga", "anna", "ben")) is not null) break;
                intents.Add(intent);
                counted.Add((desk.House.Now, amount));
                break;
            case 4 or 5 or 6 when some is not null:
                ulong nonce = step % 3 == 0 ? next : next == 0 ? 0 : next - 1;
                desk.House.TrySign(some, TestDesk.Unsigned(some, nonce, (ulong)(1 + (step % 100))));
                break;
            case 7 when some is not null:
                StatementCheck check = desk.House.Sign("dora", Verdict.Reject, some.Digest);
                if (CloseIntent.Decide(desk.State, check, desk.House.Now, out Closing? closing, out _))
                    desk.House.Append(closing.ToLeaf(desk.House.Stamp()));
                break;
            case 8:
                desk.House.Wait(step % 700);
                break;
            default:
                desk.House.Append(desk.House.Started());
                break;
        }
    }

    // No gaps, and at most one intent that can still take effect for each nonce.
    private static bool HoldsNonces(TestDesk desk, List<Intent> intents)
    {
        Dictionary<ulong, int> open = [];
        HashSet<ulong> bound = [];
        foreach (Intent intent in intents)
        {
            desk.State.TryGetIntent(intent.Digest, out IntentRecord? record).ShouldBeTrue();
            if (record!.Nonce is not { } nonce) continue;
            bound.Add(nonce);
            if (record.State == RegisteredState.Signed) open[nonce] = open.GetValueOrDefault(nonce) + 1;
        }

        ulong next = desk.State.NextNonce(TestDesk.Chain, desk.AlphaAccount.Address);
        return (ulong)bound.Count == next && bound.All(nonce => nonce < next && open[nonce] == 1);
    }

    // Whatever 24 hours one looks at, never more than the cap was let through.
    private static bool HoldsWindows(List<(Timestamp At, ulong Amount)> counted) => counted.All(last =>
        counted.Where(one => one.At <= last.At && last.At - one.At <= TimeSpan.FromMinutes(1440))
            .Aggregate(0UL, (sum, one) => sum + one.Amount) <= WindowMax);

    private static bool Refold(TestDesk desk)
    {
        State? state = null;
        foreach (byte[] bytes in desk.House.Journal)
        {
            Leaf.TryParse(bytes, out Leaf? leaf, out _).ShouldBeTrue();
            if (state is null) state = State.Found((FoundedLeaf)leaf!);
            else state.Apply(leaf!);
        }

        return state!.WriteHead().AsSpan().SequenceEqual(desk.State.WriteHead()) && SameTables(state, desk.State);
    }

    private static bool SameTables(State left, State right) => Text(left) == Text(right);

    private static string Text(State state)
    {
        StringBuilder text = new();
        foreach ((string key, byte[] value) in state.Table.InOrder())
            text.Append(key).Append('=').Append(Convert.ToHexStringLower(value)).Append('\n');
        return text.ToString();
    }
}
