using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Registry;

/// <summary>
/// Whether everything that a movement names is what the Signer's own registry holds. "Internal" is what the
/// registry says it is: both accounts belong to one client.
/// </summary>
internal static class MovementRules
{
    /// <summary>Null when the movement fits; then <paramref name="account"/> pays.</summary>
    internal static Refusal? Check(State state, Intent.Movement movement, out AccountRecord? account)
    {
        account = null;
        if (!state.TryGetChain(movement.Chain, out _))
            return Unknown(RegistryRefusal.UnknownChain, "chain", "a registered chain");
        if (!state.TryGetAsset(movement.Asset, out _))
            return Unknown(RegistryRefusal.UnknownAsset, "asset", "a registered asset");
        if (movement is Intent.Withdrawal withdrawal && !state.HasClient(withdrawal.Client))
            return Unknown(RegistryRefusal.UnknownClient, "client", "a registered client");
        if (movement is Intent.InternalMove move && !state.HasClient(move.Client))
            return Unknown(RegistryRefusal.UnknownClient, "client", "a registered client");
        if (!state.TryGetAccount(movement.Account, out account))
            return Unknown(RegistryRefusal.UnknownAccount, "account", "an account of the registry");
        if (account.Chain != movement.Chain || account.Address != movement.From)
        {
            return new Refusal(
                RegistryRefusal.AccountDiffers,
                "The account has another address, or lies on another chain.",
                "from",
                "chain and address as the registry holds them");
        }

        AccountRecord? receiver = null;
        return CheckOwner(movement, account)
            ?? CheckRecipient(state, movement, out receiver)
            ?? RootRules.Check(state, movement.Kind, account, receiver);
    }

    /// <summary>Only where movements were registered is it known what one of them may replace.</summary>
    internal static Refusal? CheckReplaced(State state, Intent.Movement movement)
    {
        if (movement.Replaces is not { } id) return null;
        return state.TryGetIntent(id, out IntentRecord? replaced)
            && replaced.Call?.Account == movement.Account
            ? CheckReplaceable(replaced)
            : Unknown(RegistryRefusal.ReplacedUnknown, "replaces", "an earlier intent of the same account");
    }

    /// <summary>Refused where a sum of the windows would leave 256 bits.</summary>
    internal static Refusal? CheckWindows(
        State state, Intent.Movement movement, PersonId requester, Timestamp now)
    {
        WindowKeys keys = WindowKeys.Of(movement, requester);
        long minute = RollingWindows.MinuteOf(now);
        foreach (WindowScope scope in WindowScopes.All)
        {
            if (state.Windows.CanAdd(keys[scope], minute, movement.Amount)) continue;
            return new Refusal(
                RegistryRefusal.WindowFull,
                "The sums of this month would not fit 256 bits.",
                "amount",
                "less");
        }

        return null;
    }

    private static Refusal? CheckOwner(Intent.Movement movement, AccountRecord account)
    {
        bool isOwner = movement switch
        {
            Intent.Withdrawal withdrawal => IsClients(account, withdrawal.Client),
            Intent.InternalMove move => IsClients(account, move.Client),
            Intent.GasTopUp topUp => account.IsHouse && account.Owner == topUp.House.Value,
            _ => false,
        };
        return isOwner ? null : OtherOwner("account");
    }

    private static Refusal? CheckRecipient(State state, Intent.Movement movement, out AccountRecord? account)
    {
        account = null;
        if (ReceiverOf(movement) is not { } id) return null;
        if (!state.TryGetAccount(id, out account))
            return Unknown(RegistryRefusal.UnknownAccount, "toAccount", "an account of the registry");
        if (account.Chain != movement.Chain || account.Address != movement.To)
        {
            return new Refusal(
                RegistryRefusal.RecipientDiffers,
                "The receiving account has another address, or lies on another chain.",
                "to",
                "chain and address as the registry holds them");
        }

        bool isRightOwner = movement is Intent.InternalMove internalMove
            ? IsClients(account, internalMove.Client)
            : !account.IsHouse || IsSameHouse((Intent.GasTopUp)movement, account);
        return isRightOwner ? null : OtherOwner("toAccount");
    }

    internal static Refusal? CheckReplaceable(IntentRecord replaced) => replaced.State == RegisteredState.Signed
        ? null
        : new Refusal(
            RegistryRefusal.ReplacedUnsigned,
            "The intent to be replaced holds no nonce.",
            "replaces",
            "an intent that was signed, and not replaced already");

    /// <summary>The receiving account, where the intent names one.</summary>
    internal static AccountId? ReceiverOf(Intent.Movement movement) => movement switch
    {
        Intent.InternalMove move => move.ToAccount,
        Intent.GasTopUp topUp => topUp.ToAccount,
        _ => null,
    };

    /// <summary>The house's own way to leave a root: another account of the same house wallet.</summary>
    private static bool IsSameHouse(Intent.GasTopUp topUp, AccountRecord receiver) =>
        receiver.Owner == topUp.House.Value && receiver.Account != topUp.Account;

    private static bool IsClients(AccountRecord account, ClientId client) =>
        !account.IsHouse && account.Owner == client.Value;

    private static Refusal OtherOwner(string field) => new(
        RegistryRefusal.OtherOwner,
        "The account belongs to somebody else.",
        field,
        "an account of the client or house wallet that the kind asks for");

    private static Refusal Unknown(string code, string field, string accepted) =>
        new(code, "The registry does not hold this.", field, accepted);
}
