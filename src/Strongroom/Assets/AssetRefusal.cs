namespace Strongroom.Assets;

/// <summary>The refusal codes of this room.</summary>
public static class AssetRefusal
{
    public const string AmountMalformed = "asset.amount_malformed";
    public const string AmountTooPrecise = "asset.amount_too_precise";
    public const string AmountTooLarge = "asset.amount_too_large";
    public const string IdMalformed = "asset.id_malformed";
    public const string NamespaceUnknown = "asset.namespace_unknown";
    public const string ReferenceMalformed = "asset.reference_malformed";
}
