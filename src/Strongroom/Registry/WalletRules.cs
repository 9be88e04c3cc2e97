using Strongroom.Ceremonies;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// What the kind of a client's wallet allows: a client's own key rests below a root of theirs alone and can
/// be returned to them; no other key ever leaves.
/// </summary>
internal static class WalletRules
{
    /// <summary>
    /// A wallet keeps the kind that it was opened with; a client's key needs a root of their own.
    /// </summary>
    internal static Refusal? CheckKind(State state, Intent.WalletOpening opening)
    {
        if (state.TryGetWallet(opening.Wallet, out WalletKind kind) && kind != opening.WalletKind)
        {
            return new Refusal(
                RegistryRefusal.WalletKindDiffers, "The wallet was opened as another kind.", "walletKind",
                kind.ToText());
        }

        if (opening.WalletKind != WalletKind.ClientKey) return null;
        bool isDedicated = state.TryGetRootFor(opening.Client.Value, out RootRecord? root)
            && root.Client == opening.Client
            && !opening.Accounts.Any(account => AccountPlan.IsPooled(state, account));
        return isDedicated
            ? null
            : new Refusal(
                RegistryRefusal.RootNotDedicated,
                "A client's own key needs a root that belongs to this client.", "walletKind",
                "an active root whose plan names the client, and hot accounts");
    }

    /// <summary>
    /// A root is returned to the client whose client-key wallet it serves, and to nobody else.
    /// </summary>
    internal static Refusal? CheckReturn(State state, CeremonyPlan plan)
    {
        if (plan.Purpose != CeremonyPurpose.Return) return null;
        bool isReturnable = state.TryGetRoot(plan.Root!.Value, out RootRecord? root)
            && root.Client is { } client && client == plan.Client
            && state.HasClient(client)
            && state.GetClient(client).Wallet is { } wallet
            && state.TryGetWallet(wallet, out WalletKind kind) && kind == WalletKind.ClientKey;
        return isReturnable
            ? null
            : new Refusal(
                RegistryRefusal.NotReturnable, "This root is not a client's own key: it never leaves.",
                "plan.root", "the dedicated root of a client whose wallet is of the kind client-key");
    }
}
