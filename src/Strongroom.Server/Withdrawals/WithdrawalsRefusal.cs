namespace Strongroom.Server.Withdrawals;

/// <summary>The refusal codes of this room's calls; the life cycle's own stand in the pure room.</summary>
internal static class WithdrawalsRefusal
{
    public const string BalanceTooLow = "withdrawals.balance-too-low";
    public const string FeeTakingToken = "withdrawals.fee-taking-token";
    public const string FeeCapTooLow = "withdrawals.fee-cap-too-low";
    public const string HeldAgain = "withdrawals.held-again";
    public const string Lifetime = "withdrawals.lifetime";
    public const string NoGas = "withdrawals.no-gas";
    public const string NotExecuted = "withdrawals.not-executed";
    public const string NothingMoved = "withdrawals.nothing-moved";
    public const string NotReplaceable = "withdrawals.not-replaceable";
    public const string ReceiptInvalid = "withdrawals.receipt-invalid";
    public const string ReplacedOnChain = "withdrawals.replaced-on-chain";
    public const string SameAccount = "withdrawals.same-account";
    public const string WaitsForCold = "withdrawals.waits-for-cold";
    public const string TopUpEnded = "withdrawals.top-up-ended";
}
