namespace Strongroom.Withdrawals;

/// <summary>
/// Which step may follow which (design, section 4). Expiry, rejection and refusal end a withdrawal only
/// before its first signature; after it, only a transaction that the chain has confirmed does.
/// </summary>
public static class WithdrawalLifecycle
{
    public static bool IsEnd(WithdrawalState state) => state >= WithdrawalState.Confirmed;

    /// <summary>Whether a signature may exist, so that amount, nonce and fee stay held.</summary>
    public static bool IsSigned(WithdrawalState state) =>
        state is WithdrawalState.Signed or WithdrawalState.Broadcast;

    /// <summary>Null when the step is allowed. Staying where it is is no step.</summary>
    public static Refusal? Check(WithdrawalState from, WithdrawalState to)
    {
        // Refused is what the Signer said then. The same intent can be registered there until it expires, and
        // what can be signed must be held.
        if (from == WithdrawalState.Refused && to == WithdrawalState.Approved) return null;
        if (IsEnd(from))
        {
            return new Refusal(
                WithdrawalRefusal.Ended,
                "The withdrawal has ended.",
                "state",
                "a withdrawal that is under way");
        }

        if (IsSigned(from) && EndsUnsigned(to))
        {
            return new Refusal(
                WithdrawalRefusal.AlreadySigned,
                "A signature exists: only a confirmed transaction ends this withdrawal now.",
                "state",
                "a replacement by an approved intent");
        }

        return IsNext(from, to)
            ? null
            : new Refusal(
                WithdrawalRefusal.StepNotAllowed,
                "This step does not follow from where the withdrawal stands.",
                "state",
                "the steps of design section 4");
    }

    private static bool EndsUnsigned(WithdrawalState to) =>
        to is WithdrawalState.Refused or WithdrawalState.Rejected or WithdrawalState.Expired;

    private static bool IsNext(WithdrawalState from, WithdrawalState to) => from switch
    {
        WithdrawalState.Requested => to is WithdrawalState.AwaitingApproval || EndsUnsigned(to),
        WithdrawalState.AwaitingApproval => to is WithdrawalState.Approved || EndsUnsigned(to),
        WithdrawalState.Approved => to is WithdrawalState.Signed || EndsUnsigned(to),
        WithdrawalState.Signed => to is WithdrawalState.Broadcast || EndsOnChain(to),
        WithdrawalState.Broadcast => EndsOnChain(to),
        _ => false,
    };

    // Signed bytes can reach the chain without this house having noted its own broadcast.
    private static bool EndsOnChain(WithdrawalState to) =>
        to is WithdrawalState.Confirmed or WithdrawalState.Failed or WithdrawalState.Replaced;
}
