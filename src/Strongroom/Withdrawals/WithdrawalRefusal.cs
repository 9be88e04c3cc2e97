namespace Strongroom.Withdrawals;

/// <summary>The refusal codes of this room.</summary>
public static class WithdrawalRefusal
{
    public const string Ended = "withdrawal.ended";
    public const string AlreadySigned = "withdrawal.already-signed";
    public const string StepNotAllowed = "withdrawal.step-not-allowed";
}
