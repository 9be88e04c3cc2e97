using System.Text;
using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// A chain node, price feed or asset list that lies to the Server, which believes it: wrong scale, wrong contract, wrong
/// fee, wrong nonce. The Signer asked none of them.
/// </summary>
public sealed class LyingNodeTests : IAsyncLifetime
{
    private static readonly EthereumAddress Clone = SignerDesk.Address("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");

    private HouseAtWork house = null!;

    public async Task InitializeAsync() => house = await HouseAtWork.OpenAsync();

    public Task DisposeAsync() => house.DisposeAsync();

    [Theory]
    [InlineData(18)]
    [InlineData(0)]
    public async Task Cannot_give_a_registered_asset_other_decimals(int decimals)
    {
        await MustRefuseAsync(house.RegisterToken(HouseAtWork.Token, "USDX", decimals), RegistryRefusal.AssetKnown);
        await MustRefuseAsync(house.RegisterToken(HouseAtWork.Token, "USDX18", decimals), RegistryRefusal.AssetKnown);
        string registry = Encoding.UTF8.GetString(house.Pipeline.Registry().Content.ToBytes());
        registry.ShouldContain($"\"asset\":\"{HouseAtWork.Token}\",\"decimals\":6,");
    }

    [Theory]
    [InlineData("USDX")]
    [InlineData("usdx")]
    [InlineData("ETH")]
    public async Task Cannot_bring_another_contract_under_a_known_symbol(string symbol)
    {
        AssetId clone = AssetId.Erc20(SignerDesk.ChainNumber, Clone);
        await MustRefuseAsync(house.RegisterToken(clone, symbol, 6), RegistryRefusal.SymbolTaken);
        Intent payment = house.Move(
            IntentKind.Withdrawal, clone, HouseAtWork.Thief, "2500000", ("client", $"{house.Desk.Client}"));
        await MustRefuseAsync(payment, RegistryRefusal.UnknownAsset);
    }

    [Fact]
    public async Task Cannot_bring_the_same_token_of_another_chain()
    {
        AssetId elsewhere = AssetId.Erc20(1, HouseAtWork.TokenContract);
        await MustRefuseAsync(house.RegisterToken(elsewhere, "USDX", 6), RegistryRefusal.UnknownChain);
        CanonicalObject body = house.WithdrawTokens().Body.With("asset", $"{elsewhere}");
        await house.Harness.MustBeCountedAsync(
            () => house.Pipeline.RegisterAsync(new SubmittedBytes(body.ToBytes(), []), CancellationToken.None),
            IntentRefusal.AssetElsewhere);
    }

    [Fact]
    public async Task Cannot_give_a_known_chain_other_terms()
    {
        Intent again = house.Intend(
            IntentKind.ChainRegistration, ("chain", $"{SignerDesk.Chain}"), ("name", "Local chain"), ("confirmations", 1),
            ("native", CanonicalObject.Of(("asset", $"{SignerDesk.Ether}"), ("decimals", 6), ("symbol", "ETH"))));
        await MustRefuseAsync(again, RegistryRefusal.ChainKnown);
    }

    [Fact]
    public async Task Cannot_have_an_amount_of_another_scale_signed()
    {
        Intent intent = house.WithdrawTokens("2500000");
        await house.Desk.EnactAsync(intent);
        Intent scaled = house.Move(
            IntentKind.Withdrawal, HouseAtWork.Token, SignerDesk.Recipient, "2500000000000000000",
            ("client", $"{house.Desk.Client}"));
        await MustNotBeSignedAsync(intent, Unsigned(scaled, 0), RegistryRefusal.CallDiffers);
    }

    [Fact]
    public async Task Cannot_have_a_fee_of_its_own_signed()
    {
        Intent intent = house.WithdrawTokens("1");
        await house.Desk.EnactAsync(intent);
        await MustNotBeSignedAsync(intent, Unsigned(intent, 0, feeGwei: 1_000), RegistryRefusal.FeeAboveMax);
        await MustNotBeSignedAsync(
            intent, SignerDesk.Unsigned(intent, 0, 10, honest => Priced(honest, UInt256.MaxValue)),
            ChainRefusal.TransactionFees);
    }

    [Theory]
    [InlineData(7UL)]
    [InlineData(ulong.MaxValue - 1)]
    [InlineData(ulong.MaxValue)]
    public async Task Cannot_have_a_nonce_of_its_own_signed(ulong told)
    {
        Intent intent = house.WithdrawTokens("1");
        await house.Desk.EnactAsync(intent);
        string code = told == ulong.MaxValue ? ChainRefusal.TransactionNonce : RegistryRefusal.NonceNotNext;
        await MustNotBeSignedAsync(intent, Unsigned(intent, told), code);
    }

    [Fact]
    public async Task Cannot_make_the_signer_forget_a_nonce_by_denying_a_transaction()
    {
        Intent first = house.WithdrawTokens("1");
        Intent second = house.WithdrawTokens("2");
        (await house.Desk.SubmitAsync(first, Unsigned(first, 0))).Must();
        await house.Desk.EnactAsync(second);
        await MustNotBeSignedAsync(second, Unsigned(second, 0), RegistryRefusal.NonceNotNext);
        (await house.Desk.SignAsync(second, Unsigned(second, 1))).Must();
    }

    private static byte[] Unsigned(Intent intent, ulong nonce, ulong feeGwei = 10) =>
        SignerDesk.Unsigned(intent, nonce, feeGwei, honest => Priced(honest, honest.MaxFeePerGas));

    private static EthereumTransaction Priced(EthereumTransaction honest, UInt256 feePerGas) => new()
    {
        Kind = honest.Kind,
        ChainNumber = honest.ChainNumber,
        Nonce = honest.Nonce,
        MaxPriorityFeePerGas = honest.MaxPriorityFeePerGas,
        MaxFeePerGas = feePerGas,
        GasLimit = 60_000,
        To = honest.To,
        Value = honest.Value,
        CallData = honest.CallData,
    };

    private async Task MustRefuseAsync(Intent intent, string code)
    {
        house.Harness.MustBeOnRecord(await house.Desk.SubmitAsync(intent), code, intent.Digest);
        house.Harness.MustBeUnregistered(intent);
    }

    private async Task MustNotBeSignedAsync(Intent intent, byte[] unsigned, string code)
    {
        house.Harness.MustBeOnRecord(await house.Desk.SignAsync(intent, unsigned), code, intent.Digest);
        house.Harness.MustBeUnsigned(intent);
    }
}
