namespace Strongroom.Assets;

/// <summary>The refusal codes of this room.</summary>
public static class AssetRefusal
{
    public const string AmountMalformed = "asset.amount-malformed";
    public const string AmountTooPrecise = "asset.amount-too-precise";
    public const string AmountTooLarge = "asset.amount-too-large";
    public const string IdMalformed = "asset.id-malformed";
    public const string NamespaceUnknown = "asset.namespace-unknown";
    public const string ReferenceMalformed = "asset.reference-malformed";
}
