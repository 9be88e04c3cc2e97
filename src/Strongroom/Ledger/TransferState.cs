namespace Strongroom.Ledger;

/// <summary>A transfer is written once as pending or posted; a pending one ends exactly once.</summary>
public enum TransferState
{
    Pending,
    Posted,
    Voided,
    Expired,
}
