using Strongroom.Registry;
using Strongroom.Server.Intents;
using Strongroom.Withdrawals;

namespace Strongroom.Server.Withdrawals;

/// <summary>
/// How an intent ends, and the movement that it is, when the Signer refuses it for good. A rejection reaches
/// the Signer before this Server notes it, so the jobs that register and sign may learn of it first.
/// </summary>
internal readonly record struct UnsignedEnd(string Intent, WithdrawalState Movement)
{
    internal static UnsignedEnd Of(Refusal refusal) => refusal.Code switch
    {
        RegistryRefusal.Expired => new UnsignedEnd(IntentState.Expired, WithdrawalState.Expired),
        RegistryRefusal.Closed => new UnsignedEnd(IntentState.Rejected, WithdrawalState.Rejected),
        _ => new UnsignedEnd(IntentState.Refused, WithdrawalState.Refused),
    };
}
