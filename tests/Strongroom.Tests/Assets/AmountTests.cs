using FsCheck;
using FsCheck.Fluent;
using Strongroom.Assets;

namespace Strongroom.Tests.Assets;

public sealed class AmountTests
{
    [Theory]
    [InlineData("0", 18, "0")]
    [InlineData("1", 18, "0.000000000000000001")]
    [InlineData("500000000000000000", 18, "0.5")]
    [InlineData("1000000000000000000", 18, "1")]
    [InlineData("1234500", 6, "1.2345")]
    [InlineData("42", 0, "42")]
    [InlineData("1", 77, "0.00000000000000000000000000000000000000000000000000000000000000000000000000001")]
    public void Formats_and_parses_units_exactly(string baseUnits, int decimals, string units)
    {
        Amount.TryParse(baseUnits, out Amount amount, out _).ShouldBeTrue();
        AmountFormat.Format(amount, decimals).ShouldBe(units);
        AmountFormat.TryParse(units, decimals, out Amount again, out _).ShouldBeTrue();
        again.ShouldBe(amount);
    }

    [Fact]
    public void Formats_and_parses_any_amount_with_any_decimals() =>
        Prop.ForAll(Words.Arbitrary, Gen.Choose(0, AmountFormat.DecimalsMax).ToArbitrary(), (number, decimals) =>
        {
            Amount amount = new(UInt256.FromBigInteger(number));
            string units = AmountFormat.Format(amount, decimals);
            return AmountFormat.TryParse(units, decimals, out Amount again, out _) && again == amount;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Theory]
    [InlineData("", AssetRefusal.AmountMalformed)]
    [InlineData(".", AssetRefusal.AmountMalformed)]
    [InlineData("1.", AssetRefusal.AmountMalformed)]
    [InlineData(".5", AssetRefusal.AmountMalformed)]
    [InlineData("-1", AssetRefusal.AmountMalformed)]
    [InlineData("01", AssetRefusal.AmountMalformed)]
    [InlineData("1,5", AssetRefusal.AmountMalformed)]
    [InlineData("1.2.3", AssetRefusal.AmountMalformed)]
    [InlineData("1e3", AssetRefusal.AmountMalformed)]
    [InlineData("0.0000001", AssetRefusal.AmountTooPrecise)]
    [InlineData("0.5000000", AssetRefusal.AmountTooPrecise)]
    [InlineData(
        "115792089237316195423570985008687907853269984665640564039457584007913129.639936",
        AssetRefusal.AmountTooLarge)]
    public void Refuses_units_that_are_not_exact(string units, string code)
    {
        AmountFormat.TryParse(units, 6, out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(code);
    }

    [Fact]
    public void Refuses_base_units_that_are_not_canonical()
    {
        Amount.TryParse("01", out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(AssetRefusal.AmountMalformed);
    }

    [Fact]
    public void Never_wraps()
    {
        Amount largest = new(UInt256.MaxValue);
        Amount one = new(1);
        Amount.TryAdd(largest, one, out _).ShouldBeFalse();
        Amount.TrySubtract(one, largest, out _).ShouldBeFalse();
        Should.Throw<OverflowException>(() => largest + one);
        Should.Throw<OverflowException>(() => one - largest);
        (largest - one + one).ShouldBe(largest);
    }
}
