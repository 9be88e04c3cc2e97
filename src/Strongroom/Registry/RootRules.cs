using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// What the states of two roots allow: of the one that pays, and of the one that receives where the recipient
/// is an account too. Asked when a movement is registered, and again before each signature.
/// </summary>
internal static class RootRules
{
    internal static Refusal? Check(State state, IntentKind kind, AccountRecord payer, AccountRecord? receiver)
    {
        KeyState to = receiver is null ? KeyState.Active : state.GetRoot(receiver.Root).State;
        return state.GetRoot(payer.Root).State switch
        {
            KeyState.Active => CheckReceiver(kind, to, receiver),
            KeyState.Deactivated or KeyState.Compromised => IsSweep(kind, payer, receiver)
                ? CheckSwept(to)
                : new Refusal(
                    RegistryRefusal.RootOnlySweeps, "The root of the account signs only what leaves it.",
                    "account", "a move to an account of the same owner below an active root"),
            _ => new Refusal(
                RegistryRefusal.RootMayNotSign, "The root of the account signs nothing.", "account",
                "an account whose root is active"),
        };
    }

    /// <summary>To the same owner: within a client's wallet, or within a wallet of the house.</summary>
    private static bool IsSweep(IntentKind kind, AccountRecord payer, AccountRecord? receiver) =>
        receiver is not null
        && receiver.Owner == payer.Owner
        && kind is IntentKind.InternalMove or IntentKind.GasTopUp;

    private static Refusal? CheckSwept(KeyState to) => to == KeyState.Active ? null : Receiving();

    /// <summary>Gas may go where tokens have to leave from; nothing else goes below such a root.</summary>
    private static Refusal? CheckReceiver(IntentKind kind, KeyState to, AccountRecord? receiver)
    {
        bool isGasToLeave = kind == IntentKind.GasTopUp && receiver is { IsHouse: false }
            && to is KeyState.Deactivated or KeyState.Compromised;
        return to == KeyState.Active || isGasToLeave ? null : Receiving();
    }

    private static Refusal Receiving() => new(
        RegistryRefusal.ReceivingRoot, "The root of the receiving account is not active.", "toAccount",
        "an account below an active root");
}
