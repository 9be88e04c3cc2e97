using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Tests.Assets;

public sealed class AssetIdTests
{
    // The first example of EIP-55.
    private const string Token = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

    [Theory]
    [InlineData("eip155:31337/slip44:60")]
    [InlineData("eip155:1/erc20:" + Token)]
    [InlineData("eip155:18446744073709551615/slip44:60")]
    [InlineData("bip122:000000000019d6689c085ae165831e93/slip44:0")]
    public void Reads_and_writes_one_spelling(string text)
    {
        AssetId.TryParse(text, out AssetId? asset, out _).ShouldBeTrue();
        asset.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("", AssetRefusal.IdMalformed)]
    [InlineData("eip155:1", AssetRefusal.IdMalformed)]
    [InlineData("eip155:1/slip44", AssetRefusal.IdMalformed)]
    [InlineData("eip155:0/slip44:60", ChainRefusal.IdMalformed)]
    [InlineData("eip155:01/slip44:60", ChainRefusal.IdMalformed)]
    [InlineData("eip155:18446744073709551616/slip44:60", ChainRefusal.IdMalformed)]
    [InlineData("EIP155:1/slip44:60", ChainRefusal.IdMalformed)]
    [InlineData("eip155:1/slip44:060", AssetRefusal.ReferenceMalformed)]
    [InlineData("eip155:1/slip44:0", AssetRefusal.ReferenceMalformed)]
    [InlineData("eip155:1/erc721:" + Token, AssetRefusal.NamespaceUnknown)]
    [InlineData("bip122:000000000019d6689c085ae165831e93/erc20:" + Token, AssetRefusal.NamespaceUnknown)]
    [InlineData("bip122:000000000019d6689c085ae165831e93/slip44:00", AssetRefusal.ReferenceMalformed)]
    [InlineData("bip122:000000000019d6689c085ae165831e93/slip44:2147483648", AssetRefusal.ReferenceMalformed)]
    [InlineData("eip155:1/erc20:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", AssetRefusal.ReferenceMalformed)]
    [InlineData("eip155:1/erc20:0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED", AssetRefusal.ReferenceMalformed)]
    [InlineData("eip155:1/erc20:5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", AssetRefusal.ReferenceMalformed)]
    public void Refuses_every_other_spelling(string text, string code)
    {
        AssetId.TryParse(text, out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(code);
    }

    [Fact]
    public void Names_the_native_asset_and_a_token_of_a_chain()
    {
        EthereumAddress.TryParse(Token, out EthereumAddress contract, out _).ShouldBeTrue();
        AssetId.Ether(31337).ToString().ShouldBe("eip155:31337/slip44:60");
        AssetId.Ether(31337).IsNative.ShouldBeTrue();
        AssetId token = AssetId.Erc20(31337, contract);
        token.ToString().ShouldBe("eip155:31337/erc20:" + Token);
        token.TryGetErc20(out EthereumAddress again).ShouldBeTrue();
        again.ShouldBe(contract);
        token.Chain.TryGetEip155(out ulong number).ShouldBeTrue();
        number.ShouldBe(31337UL);
    }
}
