using Strongroom.Assets;

namespace Strongroom.Sweeps;

/// <summary>What an account holds of a token, and how much gas its transfer needs.</summary>
public sealed record SweptToken(AssetId Asset, Amount Amount, ulong GasLimit);
