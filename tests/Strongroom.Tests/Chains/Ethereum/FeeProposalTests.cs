using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Tests.Chains.Ethereum;

public sealed class FeeProposalTests
{
    private static readonly FeeMarket Market = new(BaseFeePerGas: 100, PriorityFeePerGas: 10);

    [Fact]
    public void Proposes_room_for_a_doubled_base_fee()
    {
        FeeProposal fees = Make(cap: 10_000_000);
        (fees.MaxFeePerGas, fees.MaxPriorityFeePerGas).ShouldBe(((UInt256)210, (UInt256)10));
        fees.TotalMax.ShouldBe(new Amount(210 * 21_000));
    }

    [Fact]
    public void Proposes_less_room_under_a_small_cap()
    {
        FeeProposal fees = Make(cap: (150 * 21_000) + 20_999);
        fees.MaxFeePerGas.ShouldBe((UInt256)150);
    }

    [Fact]
    public void Refuses_a_cap_below_the_fee_of_now()
    {
        FeeProposal.TryMake(21_000, Market, new Amount((110 * 21_000) - 1), out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.FeeAboveCap);
        Make(cap: 110 * 21_000).MaxFeePerGas.ShouldBe((UInt256)110);
    }

    [Fact]
    public void Refuses_fees_that_no_chain_could_ask_for()
    {
        FeeMarket market = new(UInt256.MaxValue, UInt256.MaxValue);
        FeeProposal.TryMake(21_000, market, new Amount(UInt256.MaxValue), out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.FeeAboveCap);
    }

    [Fact]
    public void Raises_both_fees_by_a_tenth_for_a_replacement_under_the_same_cap()
    {
        FeeProposal first = Make(cap: 10_000_000);
        Amount cap = new(10_000_000);
        first.TryReplace(Market, cap, out FeeProposal? second, out _).ShouldBeTrue();
        (second.MaxPriorityFeePerGas * 10 >= first.MaxPriorityFeePerGas * 11).ShouldBeTrue();
        (second.MaxFeePerGas * 10 >= first.MaxFeePerGas * 11).ShouldBeTrue();
        (second.TotalMax <= cap).ShouldBeTrue();
        first.TryReplace(Market, first.TotalMax, out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.FeeAboveCap);
    }

    private static FeeProposal Make(ulong cap)
    {
        FeeProposal.TryMake(21_000, Market, new Amount(cap), out FeeProposal? fees, out _).ShouldBeTrue();
        return fees;
    }
}
