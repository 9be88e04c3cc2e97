using System.Text.Json;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Keys;

namespace Strongroom.Signer.Registry;

/// <summary>
/// GET /v1/registry: what the Signer goes by, canonical, dated and signed by its journal key, so that a
/// station can show names and decimals that came through a Server.
/// </summary>
internal sealed record RegistryAnswer(CanonicalObject Content) : IAnswer
{
    internal static ReadOnlySpan<byte> Tag => "strongroom/registry/v1"u8;

    internal static RegistryAnswer Of(State state, Timestamp at, AddressBook signer)
    {
        Dictionary<string, AssetEntry> assets =
            state.Assets.ToDictionary(asset => asset.Asset.ToString(), StringComparer.Ordinal);
        CanonicalObject content = CanonicalObject.Of(
            ("at", at.ToString()),
            ("genesis", state.Institution.ToString()),
            ("station", state.Founding.Founding.Station.ToCanonical()),
            ("people", state.Roster.ToCanonical()),
            ("attestors", state.Roster.AttestorsToCanonical()),
            ("policy", state.Policy.Source),
            ("chains", CanonicalArray.OfObjects(state.Chains.Select(chain => Chain(chain, assets)))),
            ("assets", CanonicalArray.OfObjects(state.Assets.Select(Asset))));
        byte[] signature = signer.Sign(Digest.Tagged(Tag, content.ToBytes()));
        return new RegistryAnswer(content.With("signature", Base64UrlText.Write(signature)));
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
