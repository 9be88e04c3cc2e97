using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Intents;

namespace Strongroom.Server.Intents;

/// <summary>
/// A registered chain: after how many confirmations something counts, and its native asset.
/// </summary>
internal sealed record ChainTerms(ChainId Chain, int Confirmations, AssetId Native)
{
    internal static bool TryRead(CanonicalValue value, [NotNullWhen(true)] out ChainTerms? terms)
    {
        terms = null;
        if (!value.TryObject(out CanonicalObject? body)) return false;
        if (!body.TryText("chain", out string? text) || !ChainId.TryParse(text, out ChainId? chain, out _))
            return false;
        if (!body.TryInteger("confirmations", out long confirmations)) return false;
        if (!body.TryText("native", out string? asset)
            && !(body.TryObject("native", out CanonicalObject? native) && native.TryText("asset", out asset)))
            return false;
        if (!AssetId.TryParse(asset, out AssetId? id, out _)) return false;
        terms = new ChainTerms(chain, (int)confirmations, id);
        return true;
    }
}
