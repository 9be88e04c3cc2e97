using System.Text.Json;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Intents;

namespace Strongroom.Signer.Registry;

/// <summary>GET /v1/registry: what the Signer goes by, canonical.</summary>
internal sealed record RegistryAnswer(CanonicalObject Content) : IAnswer
{
    internal static RegistryAnswer Of(State state)
    {
        Dictionary<string, AssetEntry> assets =
            state.Assets.ToDictionary(asset => asset.Asset.ToString(), StringComparer.Ordinal);
        return new RegistryAnswer(CanonicalObject.Of(
            ("genesis", state.Institution.ToString()),
            ("station", state.Founding.Founding.Station.ToCanonical()),
            ("people", state.Roster.ToCanonical()),
            ("policy", state.Policy.Source),
            ("chains", CanonicalArray.OfObjects(state.Chains.Select(chain => Chain(chain, assets)))),
            ("assets", CanonicalArray.OfObjects(state.Assets.Select(Asset)))));
    }

    public void Write(Utf8JsonWriter json) =>
        json.WriteRawValue(Content.ToBytes(), skipInputValidation: true);

    private static CanonicalObject Chain(ChainEntry chain, Dictionary<string, AssetEntry> assets) =>
        CanonicalObject.Of(
        ("chain", chain.Chain.ToString()),
        ("confirmations", chain.Confirmations),
        ("name", chain.Name),
        ("native", assets.TryGetValue(chain.Native.ToString(), out AssetEntry? native) ? Native(native)
            : null));

    private static CanonicalObject Native(AssetEntry asset) => CanonicalObject.Of(
        ("asset", asset.Asset.ToString()), ("decimals", asset.Decimals), ("symbol", asset.Symbol));

    private static CanonicalObject Asset(AssetEntry asset) => CanonicalObject.Of(
        ("asset", asset.Asset.ToString()),
        ("decimals", asset.Decimals),
        ("name", asset.Name),
        ("symbol", asset.Symbol));
}
