using Strongroom.Assets;
using Strongroom.Chains;

namespace Strongroom.Registry;

/// <summary>A registered chain.</summary>
public sealed record ChainEntry(ChainId Chain, string Name, int Confirmations, AssetId Native);
