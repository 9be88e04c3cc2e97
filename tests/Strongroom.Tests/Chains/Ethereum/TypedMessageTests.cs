using System.Text;
using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Tests.Chains.Ethereum;

public sealed class TypedMessageTests
{
    private const string Good = """
        {"types":{"EIP712Domain":[{"name":"name","type":"string"},{"name":"chainId","type":"uint256"}],
        "Pay":[{"name":"to","type":"address"},{"name":"amounts","type":"uint8[2]"}]},
        "primaryType":"Pay","domain":{"name":"a","chainId":1},
        "message":{"to":"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed","amounts":[1,"0x2"]}}
        """;

    [Fact]
    public void Reads_numbers_in_every_spelling_as_the_same()
    {
        Hash32 digest = Parse(Good).Digest();
        Parse(Good.Replace("[1,\"0x2\"]", "[\"1\",2]")).Digest().ShouldBe(digest);
        Parse(Good.Replace("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"))
            .Digest().ShouldBe(digest);
        Parse(Good.Replace("[1,\"0x2\"]", "[1,3]")).Digest().ShouldNotBe(digest);
    }

    [Theory]
    [InlineData("{\"types\"", "[\"types\"")]
    [InlineData("\"primaryType\":\"Pay\",", "")]
    [InlineData("\"primaryType\":\"Pay\"", "\"primaryType\":\"Other\"")]
    [InlineData("\"primaryType\":\"Pay\"", "\"primaryType\":\"EIP712Domain\"")]
    [InlineData("\"primaryType\":\"Pay\"", "\"primaryType\":\"Pay\",\"extra\":1")]
    [InlineData("\"chainId\":1}", "\"chainId\":1,\"chainId\":1}")]
    [InlineData("\"chainId\":1}", "\"chainId\":1,\"version\":\"1\"}")]
    [InlineData("\"chainId\":1}", "\"chainId\":1.5}")]
    [InlineData("\"name\":\"a\"", "\"name\":\"\\ud800\"")]
    [InlineData("uint8[2]", "uint8[3]")]
    [InlineData("uint8[2]", "uint7[2]")]
    [InlineData("uint8[2]", "uint[2]")]
    [InlineData("uint8[2]", "(uint8)[2]")]
    [InlineData("uint8[2]", "Absent[2]")]
    [InlineData("[1,", "[256,")]
    [InlineData("[1,", "[-1,")]
    [InlineData("[1,", "[null,")]
    [InlineData("BeAed\"", "BeAeD\"")]
    [InlineData("\"amounts\":[1,\"0x2\"]", "\"amounts\":[1,2],\"more\":1")]
    [InlineData("\"amounts\":[1,\"0x2\"]", "\"other\":[1,2]")]
    public void Refuses_what_is_not_exactly_its_types(string from, string to)
    {
        Good.ShouldContain(from);
        byte[] json = Encoding.UTF8.GetBytes(Good.Replace(from, to));
        TypedMessage.TryParse(json, out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.TypedMessageMalformed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("uint7")]
    [InlineData("uint264")]
    [InlineData("uint08")]
    [InlineData("bytes33")]
    [InlineData("bytes0")]
    [InlineData("()")]
    [InlineData("(uint8")]
    [InlineData("(uint8,)")]
    [InlineData("uint8[0]")]
    [InlineData("uint8[")]
    [InlineData("uint8]")]
    [InlineData("uint8[1024][1024]")]
    [InlineData("fixed")]
    [InlineData("uint8 ")]
    [InlineData("((((((((((((((((uint8))))))))))))))))")]
    public void Refuses_types_that_the_ABI_does_not_know(string text)
    {
        AbiType.TryParse(text, out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.AbiTypeMalformed);
    }

    [Fact]
    public void Refuses_ABI_bytes_that_are_not_canonical()
    {
        AbiType.TryParse("bytes[][]", out AbiType? type, out _).ShouldBeTrue();
        byte[] zeros = new byte[64];
        AbiDecoder.TryDecode([type], zeros, out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.AbiMalformed);
        byte[] huge = [.. UInt256.MaxValue.ToBigEndian(), .. UInt256.MaxValue.ToBigEndian()];
        AbiDecoder.TryDecode([type], huge, out _, out refusal).ShouldBeFalse();
        AbiType.TryParse("bool", out AbiType? flag, out _).ShouldBeTrue();
        AbiDecoder.TryDecode([flag], ((UInt256)2).ToBigEndian(), out _, out refusal).ShouldBeFalse();
        AbiEncoder.TryEncode([flag], [new AbiValue.Text("")], out _, out refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(ChainRefusal.AbiMalformed);
    }

    private static TypedMessage Parse(string json)
    {
        TypedMessage.TryParse(Encoding.UTF8.GetBytes(json), out TypedMessage? typedData, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return typedData;
    }
}
