using Strongroom.Assets;

namespace Strongroom.Cli.Recovery;

/// <summary>What every account of one chain is swept with.</summary>
internal sealed record ChainTools(Sender Sender, AssetId Native, IReadOnlyList<AssetId> Assets)
{
    /// <summary>Who pays for gas where an account holds none; nobody without.</summary>
    internal GasTank? Tank { get; set; }
}
