using Strongroom.Chains;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Tests.Chains.Ethereum;

public sealed class EthereumAddressTests
{
    // The examples of EIP-55.
    [Theory]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void Reads_and_writes_checksummed_text(string text)
    {
        EthereumAddress.TryParse(text, out EthereumAddress address, out _).ShouldBeTrue();
        address.ToString().ShouldBe(text);
        EthereumAddress.FromBytes(address.ToBytes()).ShouldBe(address);
        EthereumAddress.TryParseLowerCase(text.ToLowerInvariant(), out EthereumAddress lower).ShouldBeTrue();
        lower.ShouldBe(address);
    }

    [Theory]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", ChainRefusal.AddressChecksum)]
    [InlineData("0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED", ChainRefusal.AddressChecksum)]
    [InlineData("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", ChainRefusal.AddressChecksum)]
    [InlineData("5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", ChainRefusal.AddressMalformed)]
    [InlineData("0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", ChainRefusal.AddressMalformed)]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", ChainRefusal.AddressMalformed)]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed0", ChainRefusal.AddressMalformed)]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg", ChainRefusal.AddressMalformed)]
    [InlineData("", ChainRefusal.AddressMalformed)]
    public void Refuses_every_other_spelling(string text, string code)
    {
        EthereumAddress.TryParse(text, out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(code);
    }

    [Fact]
    public void Reads_mixed_case_only_with_its_checksum() =>
        EthereumAddress.TryParseLowerCase("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", out _).ShouldBeFalse();
}
