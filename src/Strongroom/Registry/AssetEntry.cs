using Strongroom.Assets;

namespace Strongroom.Registry;

/// <summary>A registered asset.</summary>
public sealed record AssetEntry(AssetId Asset, int Decimals, string Name, string Symbol);
