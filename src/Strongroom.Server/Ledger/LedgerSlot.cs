using Strongroom.Assets;

namespace Strongroom.Server.Ledger;

/// <summary>
/// Which ledger account: by owner (an account of a wallet; none for the outside world and the chain's fees),
/// asset and kind. It comes into being with its first transfer.
/// </summary>
internal sealed record LedgerSlot(Guid? Owner, AssetId Asset, string Kind)
{
    private const string CustodyKind = "custody";
    internal const string GasKind = "gas";

    /// <summary>What is held at this wallet account for whom it belongs to.</summary>
    internal static LedgerSlot Custody(Guid account, AssetId asset) => new(account, asset, CustodyKind);

    /// <summary>Ether of the house that lies at a client's account to pay for gas.</summary>
    internal static LedgerSlot Gas(Guid account, AssetId asset) => new(account, asset, GasKind);

    internal static LedgerSlot Outside(AssetId asset) => new(null, asset, "outside");

    internal static LedgerSlot Fees(AssetId asset) => new(null, asset, "fees");
}
