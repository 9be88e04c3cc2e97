using FsCheck;
using FsCheck.Fluent;
using Strongroom.Cryptography.Derivation;

namespace Strongroom.Tests.Derivation;

public sealed class DerivationPathTests
{
    [Fact]
    public void What_is_printed_parses_back() => Prop.ForAll<uint[]>(numbers =>
    {
        DerivationPath path = DerivationPath.FromNumbers(numbers.AsSpan(0, Math.Min(numbers.Length, 255)));
        return DerivationPath.TryParse(path.ToString(), out DerivationPath? parsed) && parsed.Equals(path);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("m", "m")]
    [InlineData("m/0", "m/0")]
    [InlineData("m/44'/60h/0H/0/2147483647", "m/44'/60'/0'/0/2147483647")]
    public void Accepts_the_three_marks_of_hardening(string text, string canonical)
    {
        DerivationPath.TryParse(text, out DerivationPath? path).ShouldBeTrue();
        path.ToString().ShouldBe(canonical);
    }

    [Theory]
    [InlineData("")]
    [InlineData("44'/60'")]
    [InlineData("m/")]
    [InlineData("m//0")]
    [InlineData("m/0/")]
    [InlineData("m/-1")]
    [InlineData("m/+1")]
    [InlineData("m/01")]
    [InlineData("m/ 1")]
    [InlineData("m/1''")]
    [InlineData("m/'")]
    [InlineData("m/0x1")]
    [InlineData("m/2147483648")]
    [InlineData("m/2147483648'")]
    [InlineData("m/99999999999")]
    [InlineData("M/0")]
    [InlineData("m/\u0661")]
    public void Refuses_everything_else(string text) => DerivationPath.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Refuses_more_than_255_levels()
    {
        string deep = "m" + string.Concat(Enumerable.Repeat("/0", DerivationPath.DepthMax));
        DerivationPath.TryParse(deep, out _).ShouldBeTrue();
        DerivationPath.TryParse(deep + "/0", out _).ShouldBeFalse();
    }

    [Fact]
    public void Bip_44_hardens_purpose_coin_and_account() =>
        DerivationPath.Bip44(60, 7, 1, 5).ToString().ShouldBe("m/44'/60'/7'/1/5");
}
