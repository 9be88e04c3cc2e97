using Strongroom.Assets;

namespace Strongroom.Ledger;

/// <summary>One movement between two accounts. The id is the idempotency key.</summary>
public sealed record LedgerTransfer(Guid Id, Guid Debit, Guid Credit, AssetId Asset, Amount Amount)
{
    public TransferState State { get; init; }
}
