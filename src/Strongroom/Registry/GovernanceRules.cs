using Strongroom.Audit;
using Strongroom.Ceremonies;
using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Registry;

/// <summary>
/// Whether a governance intent can take effect on the state as it is. Asked when it is registered and, where
/// a rule delays it, again before its effect: the state may have changed in between.
/// </summary>
internal static class GovernanceRules
{
    internal static Refusal? Check(
        State state, Intent.Governance intent, TranscriptReader transcripts) =>
        intent.Match(new GovernanceCases<Refusal?>
        {
            ChainRegistration = chain => CheckChain(state, chain),
            AssetRegistration = asset => CheckAsset(state, asset),
            ClientRegistration = client => state.HasClient(client.Client)
                ? Known(RegistryRefusal.ClientKnown, "client")
                : null,
            WalletOpening = opening => CheckOpening(state, opening),
            HouseWalletOpening = opening => CheckOpening(state, opening),
            AllowlistEntry = entry => CheckEntry(state, entry),
            AllowlistRemoval = removal => CheckRemoval(state, removal),
            PolicyChange = change => CheckPolicy(state, change),
            RosterChange = change => RosterUpdate.Check(state, change),
            ColdSignerRegistration = signer => CheckColdSigner(state, signer),
            Unfreeze = _ => state.IsFrozen
                ? null
                : new Refusal(RegistryRefusal.NotFrozen, "Nothing is frozen.", null, "a frozen Signer"),
            Ceremony = ceremony => CeremonyPlan.TryParse(
                ceremony.Plan, out CeremonyPlan? plan, out Refusal? refusal)
                ? WalletRules.CheckReturn(state, plan) : refusal,
            KeyRegistration = registration => KeyRules.Check(state, registration, transcripts, out _),
            KeyStateChange = change => KeyRules.Check(state, change),
        });

    private static Refusal? CheckChain(State state, Intent.ChainRegistration chain) =>
        state.TryGetChain(chain.Chain, out _) ? Known(RegistryRefusal.ChainKnown, "chain") : null;

    private static Refusal? CheckAsset(State state, Intent.AssetRegistration asset)
    {
        if (!state.TryGetChain(asset.Terms.Asset.Chain, out _))
            return Unknown(RegistryRefusal.UnknownChain, "asset", "an asset of a registered chain");
        if (state.TryGetAsset(asset.Terms.Asset, out _)) return Known(RegistryRefusal.AssetKnown, "asset");
        foreach (AssetEntry entry in state.Assets)
        {
            bool isSame = string.Equals(entry.Symbol, asset.Terms.Symbol, StringComparison.OrdinalIgnoreCase);
            if (isSame && entry.Asset.Chain == asset.Terms.Asset.Chain)
                return Known(RegistryRefusal.SymbolTaken, "symbol");
        }

        return null;
    }

    private static Refusal? CheckOpening(State state, Intent.WalletOpening opening)
    {
        if (!state.HasClient(opening.Client))
            return Unknown(RegistryRefusal.UnknownClient, "client", "a registered client");
        ClientRecord client = state.GetClient(opening.Client);
        bool isOwn = client.Wallet is { } wallet
            ? wallet == opening.Wallet
            : !state.HasWallet(opening.Wallet);
        if (!isOwn) return WalletDiffers();
        return WalletRules.CheckKind(state, opening)
            ?? CheckAccounts(state, opening.Client.Value, opening.Accounts);
    }

    private static Refusal? CheckOpening(State state, Intent.HouseWalletOpening opening)
    {
        if (state.HasWallet(opening.Wallet) && !state.IsHouseWallet(opening.Wallet)) return WalletDiffers();
        return CheckAccounts(state, opening.Wallet.Value, opening.Accounts);
    }

    private static Refusal? CheckAccounts(State state, Uuid7 owner, IReadOnlyList<AccountTerms> accounts)
    {
        if (state.NextAccountIndex > AccountPlan.IndexMax - Intent.AccountsMax)
            return Known(RegistryRefusal.SlotTaken, "accounts");
        int pooled = accounts.Count(account => AccountPlan.IsPooled(state, account));
        if (pooled > 0 && state.ColdSigners[^1].Left < pooled) return PoolEmpty();
        foreach (AccountTerms account in accounts)
        {
            if (!state.TryGetChain(account.Chain, out _))
                return Unknown(RegistryRefusal.UnknownChain, "accounts.chain", "a registered chain");
            if (state.TryGetAccount(account.Account, out _))
                return Known(RegistryRefusal.AccountKnown, "accounts.account");
            string slot = TableKey.Slot(owner, account.Chain, account.Temperature, account.Generation);
            if (state.Table.TryGet(slot, out _)) return Known(
                RegistryRefusal.SlotTaken, "accounts.generation");
        }

        return (pooled > 0 ? KeyRules.CheckPooledAccounts(state) : null)
            ?? (pooled < accounts.Count ? KeyRules.CheckNewAccounts(state, owner) : null);
    }

    private static Refusal? CheckColdSigner(State state, Intent.ColdSignerRegistration signer)
    {
        if (!NoteKey.TryParse(signer.Key, out NoteKey? key, out Refusal? refusal)) return refusal;
        bool isLog = key.Algorithm == NoteAlgorithm.Ed25519
            && string.Equals(key.Name, signer.Origin, StringComparison.Ordinal);
        if (!isLog)
        {
            return new Refusal(
                RegistryRefusal.ColdKeyWrong,
                "The vkey is not a journal's, or has another name than the origin.",
                "key",
                "an Ed25519 vkey whose name is the origin");
        }

        // A root from a ceremony may be in the register already; one that accounts are below belongs here.
        bool isHome = signer.Origin == state.Founding.Founding.JournalOrigin
            || (state.TryGetRoot(signer.Root, out RootRecord? root)
                && (root.Ceremony is null || root.Accounts > 0));
        bool isKnown = isHome || state.ColdSigners.Count == ColdSigner.SignersMax
            || state.TryGetColdSigner(signer.Origin, out _) || state.TryGetColdSigner(signer.Root, out _);
        return isKnown ? Known(RegistryRefusal.ColdSignerKnown, "origin") : null;
    }

    private static Refusal PoolEmpty() => new(
        RegistryRefusal.ColdPoolEmpty,
        "The cold Signer's pool has too few addresses left.",
        "accounts",
        "a batch from the cold Signer first: strongroom cold addresses");

    private static Refusal? CheckEntry(State state, Intent.AllowlistEntry entry)
    {
        if (!state.HasClient(entry.Client))
            return Unknown(RegistryRefusal.UnknownClient, "client", "a registered client");
        if (!state.TryGetChain(entry.Chain, out _))
            return Unknown(RegistryRefusal.UnknownChain, "chain", "a registered chain");
        bool isKnown = state.HasEntry(entry.Client, entry.Chain, entry.Address)
            || state.Table.TryGet(TableKey.EntryId(entry.Entry), out _);
        return isKnown ? Known(RegistryRefusal.EntryKnown, "entry") : null;
    }

    private static Refusal? CheckRemoval(State state, Intent.AllowlistRemoval removal)
    {
        bool isThere = state.TryGetEntry(removal.Entry, out EntryRecord? entry)
            && entry.Client == removal.Client;
        return isThere ? null : Unknown(
            RegistryRefusal.UnknownEntry, "entry", "an entry of this client's allowlist");
    }

    private static Refusal? CheckPolicy(State state, Intent.PolicyChange change)
    {
        if (!Policy.TryParse(change.Policy, out Policy? policy, out Refusal? refusal)) return refusal;
        if (policy.Version != state.Policy.Version + 1)
        {
            return new Refusal(
                RegistryRefusal.PolicyVersion,
                "The policy does not follow the one in force.",
                "policy.version",
                $"{state.Policy.Version + 1}");
        }

        return PolicyLint.Check(
            policy, Participants.Of(state.Roster), Participants.AttestorsOf(state.Roster));
    }

    private static Refusal WalletDiffers() => new(
        RegistryRefusal.WalletDiffers,
        "A client has one wallet, and a wallet one owner.",
        "wallet",
        "the owner's wallet");

    private static Refusal Known(string code, string field) =>
        new(code, "The registry holds this already.", field, "something new");

    private static Refusal Unknown(string code, string field, string accepted) =>
        new(code, "The registry does not hold this.", field, accepted);
}
