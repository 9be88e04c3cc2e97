using Strongroom.Assets;
using Strongroom.Attestations;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Tests.Attestations;

/// <summary>Facts, written short.</summary>
internal static class Claims
{
    internal static readonly Quote Euro = new("EUR", 2);

    internal static readonly BlockPin Block = new(17, Hash32.Keccak("a block"u8));

    /// <summary>So many minor units for so many base units.</summary>
    internal static FactClaim Price(AssetId asset, ulong minorUnits, ulong baseUnits, Quote? quote = null) => new(
        new FactSubject.Price(asset, quote ?? Euro),
        new FactValue.Price(new Amount(minorUnits), new Amount(baseUnits)));

    internal static FactClaim Balance(AssetId asset, EthereumAddress account, ulong baseUnits) => new(
        new FactSubject.Balance(new ChainAddress(asset.Chain, account), asset),
        new FactValue.Balance(new Amount(baseUnits)),
        Block);

    internal static FactClaim Holdings(AssetId asset, ulong hot, ulong cold) => new(
        new FactSubject.Holdings(asset), new FactValue.Holdings(new Amount(hot), new Amount(cold)), Block);

    internal static FactClaim Code(AssetId token, EthereumAddress contract, Hash32 hash) => new(
        new FactSubject.CodeHash(new ChainAddress(token.Chain, contract)), new FactValue.CodeHash(hash), Block);

    internal static FactClaim Screening(AssetId asset, EthereumAddress address, bool isClear = true, string list = "ofac-sdn")
    {
        ScreeningList.TryParse(list, out ScreeningList parsed, out _).ShouldBeTrue();
        return new FactClaim(
            new FactSubject.Screening(new ChainAddress(asset.Chain, address), parsed),
            new FactValue.Screening(isClear, "2026-11-20"));
    }
}
