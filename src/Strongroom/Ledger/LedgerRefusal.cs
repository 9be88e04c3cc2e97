namespace Strongroom.Ledger;

/// <summary>The refusal codes of this room.</summary>
public static class LedgerRefusal
{
    public const string AmountZero = "ledger.amount-zero";
    public const string SameAccount = "ledger.same-account";
    public const string AssetDiffers = "ledger.asset-differs";
    public const string BalanceTooLow = "ledger.balance-too-low";
    public const string SumTooLarge = "ledger.sum-too-large";
    public const string NotPending = "ledger.not-pending";
    public const string AmountAbovePending = "ledger.amount-above-pending";
}
