using Strongroom.Assets;
using Strongroom.Cold;

namespace Strongroom.Tests.Cold;

public sealed class ColdProposalTests
{
    [Theory]
    [InlineData(1_001, 0, 501, true)]
    [InlineData(1_000, 0, null, true)]
    [InlineData(100, 9_000, null, true)]
    [InlineData(99, 9_000, 401, false)]
    [InlineData(99, 50, 50, false)]
    [InlineData(99, 0, null, false)]
    public void Sweeps_above_the_ceiling_and_tops_up_below_the_floor_both_to_the_target(
        ulong hot, ulong cold, int? amount, bool isSweep)
    {
        AccountPair pair = new("client", "hot", new Amount(hot), "cold", new Amount(cold));
        ColdProposal? due = ColdProposal.Of(pair, new Amount(100), new Amount(500), new Amount(1_000));
        if (amount is not { } expected)
        {
            due.ShouldBeNull();
            return;
        }

        due.ShouldBe(new ColdProposal(
            "client", isSweep ? "hot" : "cold", isSweep ? "cold" : "hot", new Amount((ulong)expected), isSweep));
    }
}
