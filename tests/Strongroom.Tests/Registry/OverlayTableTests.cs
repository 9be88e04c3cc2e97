using Strongroom.Registry;

namespace Strongroom.Tests.Registry;

public sealed class OverlayTableTests
{
    [Fact]
    public void Reads_through_changes_and_removals_in_key_order()
    {
        OverlayTable below = new();
        below.Put("a", [1]);
        below.Put("c", [3]);
        below.Put("e", [5]);
        OverlayTable table = new(below);
        table.Put("b", [2]);
        table.Put("c", [33]);
        table.Remove("e");
        table.Put("f", [6]);
        table.InOrder().Select(record => $"{record.Key}{record.Value[0]}").ShouldBe(["a1", "b2", "c33", "f6"]);
        table.TryGet("e", out _).ShouldBeFalse();
        table.TryGet("a", out byte[]? value).ShouldBeTrue();
        value.ShouldBe([1]);
    }

    [Fact]
    public void Keeps_a_sealed_table_as_it_was_while_changes_go_on_top()
    {
        TestDesk desk = new();
        IStateTable written = desk.State.SealTable();
        List<string> before = [.. written.InOrder().Select(record => record.Key)];
        desk.Withdraw();
        written.InOrder().Select(record => record.Key).ShouldBe(before);
        desk.State.Table.InOrder().Count().ShouldBeGreaterThan(before.Count);
        List<string> all = [.. desk.State.Table.InOrder().Select(record => record.Key)];
        desk.State.Rebase(written);
        desk.State.Table.InOrder().Select(record => record.Key).ShouldBe(all);
    }
}
