using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Recovery;

namespace Strongroom.Cli.Recovery;

/// <summary>The chains and assets of the descriptors, as the last part that names each has them.</summary>
internal sealed class KnownAssets
{
    private readonly SortedDictionary<string, AssetId> native = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (AssetId Asset, int Decimals, string Symbol)> assets =
        new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, AssetId> Chains => native;

    internal void Take(DescriptorPart part)
    {
        foreach (Registry.ChainEntry chain in part.Chains) native[$"{chain.Chain}"] = chain.Native;
        foreach (Registry.AssetEntry asset in part.Assets)
            assets[$"{asset.Asset}"] = (asset.Asset, asset.Decimals, asset.Symbol);
    }

    internal List<AssetId> Of(ChainId chain) =>
        [.. assets.Values.Where(one => one.Asset.Chain == chain).Select(one => one.Asset)];

    /// <summary>An amount as people read it.</summary>
    internal string Show(AssetId asset, Amount amount) =>
        assets.TryGetValue($"{asset}", out (AssetId, int Decimals, string Symbol) known)
            ? $"{AmountFormat.Format(amount, known.Decimals)} {known.Symbol}"
            : $"{amount} of {asset}";
}
