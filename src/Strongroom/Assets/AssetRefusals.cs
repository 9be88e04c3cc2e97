namespace Strongroom.Assets;

/// <summary>The refusals of this room as values; each is written once.</summary>
internal static class AssetRefusals
{
    internal static Refusal Amount() => new(
        AssetRefusal.AmountMalformed,
        "An amount is a whole number of base units in decimal digits.",
        "amount",
        "0, or 1 to 78 digits without sign or leading zero, at most 2^256 - 1");

    internal static Refusal Units() => new(
        AssetRefusal.AmountMalformed,
        "An amount in units is digits, optionally a point and more digits.",
        "amount",
        "for example 12 or 0.5: no sign, no exponent, no separator, no leading zero");

    internal static Refusal TooPrecise(int decimals) => new(
        AssetRefusal.AmountTooPrecise,
        "The amount has more decimal places than the asset; nothing is ever rounded.",
        "amount",
        $"at most {decimals} decimal places");

    internal static Refusal TooLarge() => new(
        AssetRefusal.AmountTooLarge,
        "The amount in base units does not fit 256 bits.",
        "amount",
        "at most 2^256 - 1 base units");

    internal static Refusal Id() => new(
        AssetRefusal.IdMalformed,
        "An asset id is a CAIP-19 asset type.",
        "asset",
        "chain namespace:chain reference/asset namespace:asset reference");

    internal static Refusal Namespace() => new(
        AssetRefusal.NamespaceUnknown,
        "This asset namespace is not known on this chain.",
        "asset",
        "slip44 for a native asset, erc20 for a token on an eip155 chain");

    internal static Refusal Reference(string accepted) => new(
        AssetRefusal.ReferenceMalformed,
        "The asset reference is not in its one canonical form.",
        "asset",
        accepted);
}
