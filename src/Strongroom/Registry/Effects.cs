using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Registry;

/// <summary>What each kind of governance does to the state when it takes effect.</summary>
internal static class Effects
{
    internal static void Apply(State state, Intent.Governance intent, IntentEffect effect, Timestamp time) =>
        intent.Match(new GovernanceCases<bool>
        {
            ChainRegistration = chain => Register(state, chain),
            AssetRegistration = asset => Register(state, asset),
            ClientRegistration = client => Put(
                state, TableKey.Client(client.Client), new ClientRecord(
                    client.NameCommitment.Value, null).ToBytes()),
            WalletOpening = opening => Open(state, opening, effect, time),
            HouseWalletOpening = opening => Open(state, opening, effect, time),
            AllowlistEntry = entry => Allow(state, entry),
            AllowlistRemoval = removal => Disallow(state, removal),
            PolicyChange = change => Change(state, change),
            RosterChange = change => Change(state, change),
            Unfreeze = _ => Unfreeze(state, time),
            ColdSignerRegistration = signer => Register(state, signer),
            KeyRegistration = registration => Register(state, registration, effect, time),
            KeyStateChange = change => Change(state, change, time),
            Ceremony = _ => true, // the record of its approval is the effect; keys change offline
        });

    private static bool Register(State state, Intent.ChainRegistration chain)
    {
        AssetTerms native = chain.Native;
        state.Put(new ChainEntry(chain.Chain, chain.Name, chain.Confirmations, native.Asset));
        state.Put(new AssetEntry(native.Asset, native.Decimals, chain.Name, native.Symbol));
        return true;
    }

    private static bool Register(State state, Intent.AssetRegistration asset)
    {
        state.Put(new AssetEntry(asset.Terms.Asset, asset.Terms.Decimals, asset.Name, asset.Terms.Symbol));
        return true;
    }

    private static bool Register(State state, Intent.ColdSignerRegistration signer)
    {
        state.Put(new ColdSigner(signer.Origin, signer.Key, signer.Root)
        {
            Journal = new LogMark(0, Digest.FromBytes(Audit.MerkleHasher.EmptyRoot.ToBytes())),
            Governance = 0,
        });
        return true;
    }

    private static bool Open(State state, Intent.WalletOpening opening, IntentEffect effect, Timestamp time)
    {
        ClientRecord client = state.GetClient(opening.Client) with { Wallet = opening.Wallet };
        Put(state, TableKey.Client(opening.Client), client.ToBytes());
        Put(state, TableKey.Wallet(opening.Wallet), [(byte)opening.WalletKind]);
        return OpenAccounts(state, opening, effect, time);
    }

    private static bool Open(
        State state, Intent.HouseWalletOpening opening, IntentEffect effect, Timestamp time)
    {
        Put(state, TableKey.Wallet(opening.Wallet), [(byte)WalletKind.House]);
        return OpenAccounts(state, opening, effect, time);
    }

    private static bool OpenAccounts(State state, Intent intent, IntentEffect effect, Timestamp time)
    {
        IReadOnlyList<AccountDemand> demands = AccountPlan.Of(state, intent);
        DerivedAddress.Match(demands, effect.Addresses);
        uint derivedCount = 0;
        for (int i = 0; i < demands.Count; i++)
        {
            AccountDemand demand = demands[i];
            DerivedAddress derived = effect.Addresses[i];
            string address = TableKey.Address(demand.Chain, derived.Address);
            Invariant.Holds(!state.Table.TryGet(address, out _));
            byte[] id = IdBytes(demand.Account);
            Put(state, address, id);
            Put(state, TableKey.Slot(demand.Owner, demand.Chain, demand.Temperature, demand.Generation), id);
            AddToRoot(state, derived.Root, id);
            Put(state, TableKey.Account(demand.Account), Record(demand, derived, intent, time).ToBytes());
            if (demand.Pooled is null) derivedCount++;
            else ColdFold.Give(state, demand.Root);
        }

        state.NextAccountIndex += derivedCount;
        return true;
    }

    /// <summary>Numbered below its root, so that a sweep finds the root's accounts without a scan.</summary>
    private static void AddToRoot(State state, Digest root, byte[] id)
    {
        RootRecord record = state.GetRoot(root);
        Put(state, TableKey.RootAccount(root, record.Accounts), id);
        state.Put(record with { Accounts = record.Accounts + 1 });
    }

    private static AccountRecord Record(
        AccountDemand demand, DerivedAddress derived, Intent intent, Timestamp time) => new()
        {
            Account = demand.Account,
            Owner = demand.Owner,
            IsHouse = intent is Intent.HouseWalletOpening,
            Chain = demand.Chain,
            Address = derived.Address,
            Root = derived.Root,
            Path = derived.Path,
            Level = derived.Level,
            Temperature = demand.Temperature,
            Generation = demand.Generation,
            Signature = derived.Signature,
            Date = time,
        };

    private static bool Allow(State state, Intent.AllowlistEntry entry)
    {
        EntryRecord record = new(entry.Client, entry.Chain, entry.Address);
        Put(state, TableKey.EntryId(entry.Entry), record.ToBytes());
        RecordWriter id = new();
        id.Id(entry.Entry.Value.ToGuid());
        return Put(state, TableKey.Entry(entry.Client, entry.Chain, entry.Address), id.ToBytes());
    }

    private static bool Disallow(State state, Intent.AllowlistRemoval removal)
    {
        bool isThere = state.TryGetEntry(removal.Entry, out EntryRecord? entry);
        Invariant.Holds(isThere && entry is not null);
        state.Table.Remove(TableKey.Entry(entry.Client, entry.Chain, entry.Address));
        state.Table.Remove(TableKey.EntryId(removal.Entry));
        return true;
    }

    private static bool Change(State state, Intent.PolicyChange change)
    {
        bool isRead = Policy.TryParse(change.Policy, out Policy? policy, out _);
        Invariant.Holds(isRead && policy is not null);
        state.Policy = policy;
        return true;
    }

    private static bool Change(State state, Intent.RosterChange change)
    {
        state.Roster = RosterUpdate.Apply(state.Roster, change);
        return true;
    }

    private static bool Register(
        State state, Intent.KeyRegistration intent, IntentEffect effect, Timestamp time)
    {
        Invariant.Holds(effect.Key is not null);
        RootRecord root = effect.Key.Root;
        bool isNew = !state.TryGetRoot(root.Root, out _);
        state.Put(isNew ? root with { ChangedAt = time } : root);
        Put(state, TableKey.Transcript(intent.Transcript), root.Root.ToBytes());
        return Put(state, TableKey.Ceremony(effect.Key.Ceremony), []);
    }

    private static bool Change(State state, Intent.KeyStateChange change, Timestamp time)
    {
        RootRecord root = state.GetRoot(change.Root);
        state.Put(root with
        {
            State = change.State,
            ActiveSince = change.State == KeyState.Active ? root.ActiveSince ?? state.Size : root.ActiveSince,
            ChangedAt = time,
            Reason = change.Reason,
        });
        return true;
    }

    private static bool Unfreeze(State state, Timestamp time)
    {
        state.FrozenAt = null;
        state.UnfrozenAt = time;
        return true;
    }

    private static byte[] IdBytes(AccountId account)
    {
        RecordWriter writer = new();
        writer.Id(account.Value.ToGuid());
        return writer.ToBytes();
    }

    private static bool Put(State state, string key, byte[] value)
    {
        state.Table.Put(key, value);
        return true;
    }
}
