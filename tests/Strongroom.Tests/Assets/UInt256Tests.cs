using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Strongroom.Assets;

namespace Strongroom.Tests.Assets;

public sealed class UInt256Tests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    [Fact]
    public void Adds_as_BigInteger_and_overflows_at_2_to_256() =>
        CheckPairs((left, right) => Agrees(left + right, () => Word(left) + Word(right)));

    [Fact]
    public void Subtracts_as_BigInteger_and_overflows_below_zero() =>
        CheckPairs((left, right) => Agrees(left - right, () => Word(left) - Word(right)));

    [Fact]
    public void Multiplies_as_BigInteger_and_overflows_at_2_to_256() =>
        CheckPairs((left, right) => Agrees(left * right, () => Word(left) * Word(right)));

    [Fact]
    public void Divides_as_BigInteger() => CheckPairs((left, right) =>
    {
        if (right.IsZero) return Throws<DivideByZeroException>(() => Word(left) / Word(right));
        return (Word(left) / Word(right)).ToBigInteger() == left / right
            && (Word(left) % Word(right)).ToBigInteger() == left % right;
    });

    [Fact]
    public void Compares_as_BigInteger() => CheckPairs((left, right) =>
    {
        int order = left.CompareTo(right);
        return Word(left).CompareTo(Word(right)) == order
            && (Word(left) < Word(right)) == (order < 0)
            && (Word(left) >= Word(right)) == (order >= 0)
            && (Word(left) == Word(right)) == (order == 0)
            && (order != 0 || Word(left).GetHashCode() == Word(right).GetHashCode());
    });

    [Fact]
    public void Writes_and_reads_every_form_of_a_value() => CheckWords(number =>
    {
        UInt256 word = Word(number);
        string text = number.ToString(CultureInfo.InvariantCulture);
        string hex = number.IsZero ? "0x0" : "0x" + Convert.ToHexStringLower(word.ToBigEndian()).TrimStart('0');
        return word.ToString() == text
            && UInt256.TryParseDecimal(text, out UInt256 decimalAgain) && decimalAgain == word
            && word.ToHexQuantity() == hex
            && UInt256.TryParseHexQuantity(hex, out UInt256 hexAgain) && hexAgain == word
            && UInt256.FromBigEndian(word.ToBigEndian()) == word
            && word.ToBigInteger() == number
            && word.BitLength == (long)number.GetBitLength()
            && word.MinimalByteCount == (number.IsZero ? 0 : number.GetByteCount(isUnsigned: true));
    });

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("01")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1e3")]
    [InlineData("1.0")]
    [InlineData("0x1")]
    [InlineData("١")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639936")]
    [InlineData("1000000000000000000000000000000000000000000000000000000000000000000000000000000")]
    public void Refuses_a_decimal_that_is_not_canonical_or_too_large(string text) =>
        UInt256.TryParseDecimal(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("0x00")]
    [InlineData("0x01")]
    [InlineData("0X1")]
    [InlineData("1")]
    [InlineData("0xg")]
    [InlineData("0x10000000000000000000000000000000000000000000000000000000000000000")]
    public void Refuses_a_quantity_that_is_not_canonical_or_too_large(string text) =>
        UInt256.TryParseHexQuantity(text, out _).ShouldBeFalse();

    [Fact]
    public void Refuses_a_BigInteger_outside_the_range()
    {
        UInt256.TryFromBigInteger(-1, out _).ShouldBeFalse();
        UInt256.TryFromBigInteger(Words.Modulus, out _).ShouldBeFalse();
        UInt256.FromBigInteger(Words.Modulus - 1).ShouldBe(UInt256.MaxValue);
        Should.Throw<OverflowException>(() => (ulong)UInt256.MaxValue);
        ((ulong)(UInt256)ulong.MaxValue).ShouldBe(ulong.MaxValue);
    }

    private static UInt256 Word(BigInteger number) => UInt256.FromBigInteger(number);

    private static bool Agrees(BigInteger expected, Func<UInt256> compute)
    {
        bool fits = expected.Sign >= 0 && expected < Words.Modulus;
        return fits ? compute().ToBigInteger() == expected : Throws<OverflowException>(() => compute());
    }

    private static bool Throws<T>(Func<UInt256> compute) where T : Exception
    {
        try
        {
            compute();
            return false;
        }
        catch (T)
        {
            return true;
        }
    }

    private static void CheckPairs(Func<BigInteger, BigInteger, bool> claim) =>
        Prop.ForAll(Words.Pairs, pair => claim(pair.Left, pair.Right)).Check(Runs);

    private static void CheckWords(Func<BigInteger, bool> claim) => Prop.ForAll(Words.Arbitrary, claim).Check(Runs);
}
