using FsCheck;
using FsCheck.Fluent;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Tests.Chains.Ethereum;

public sealed class RlpTests
{
    private static readonly Gen<byte[]> Bytes =
        from length in Gen.Frequency((5, Gen.Choose(0, 3)), (2, Gen.Choose(50, 60)), (1, Gen.Choose(250, 300)))
        from values in Gen.ArrayOf(Gen.Choose(0, 255), length)
        select Array.ConvertAll(values, value => (byte)value);

    [Fact]
    public void Reads_back_every_item_that_it_writes() => Prop.ForAll(Item(4).ToArbitrary(), item =>
    {
        byte[] encoded = item.Encode();
        return RlpItem.TryDecode(encoded, out RlpItem? again, out _) && again.Encode().AsSpan().SequenceEqual(encoded);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Reads_only_bytes_that_it_would_write() => Prop.ForAll(Bytes.ToArbitrary(), bytes =>
        !RlpItem.TryDecode(bytes, out RlpItem? item, out _) || item.Encode().AsSpan().SequenceEqual(bytes))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Refuses_lists_nested_too_deep()
    {
        RlpItem item = RlpItem.OfList([]);
        for (int depth = 1; depth < RlpItem.DepthMax; depth++) item = RlpItem.OfList([item]);
        RlpItem.TryDecode(item.Encode(), out _, out _).ShouldBeTrue();
        RlpItem.TryDecode(RlpItem.OfList([item]).Encode(), out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.RlpTooDeep);
    }

    [Fact]
    public void Refuses_an_encoding_that_is_too_large()
    {
        byte[] encoded = RlpItem.OfBytes(new byte[RlpItem.EncodedBytesMax]).Encode();
        RlpItem.TryDecode(encoded, out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.RlpTooLarge);
    }

    [Theory]
    [InlineData("")]
    [InlineData("8100")]
    [InlineData("b800")]
    [InlineData("c0c0")]
    [InlineData("bfffffffffffffffff00")]
    [InlineData("f90000")]
    public void Refuses_what_is_not_canonical(string hex)
    {
        RlpItem.TryDecode(Convert.FromHexString(hex), out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.RlpMalformed);
    }

    private static Gen<RlpItem> Item(int depth)
    {
        Gen<RlpItem> leaf = Bytes.Select(bytes => RlpItem.OfBytes(bytes));
        if (depth == 0) return leaf;
        Gen<RlpItem> list =
            from length in Gen.Choose(0, 4)
            from items in Gen.ArrayOf(Item(depth - 1), length)
            select RlpItem.OfList(items);
        return Gen.OneOf(leaf, list);
    }
}
