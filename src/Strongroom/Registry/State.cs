using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Roster;

namespace Strongroom.Registry;

/// <summary>
/// What a Signer goes by: the fold of its journal (docs/formats/snapshot.md). A small head here, the large
/// part in <see cref="IStateTable"/>. One writer at a time; readers that are not the writer take the writer's
/// lock, except for <see cref="Roster"/>, <see cref="Founding"/> and <see cref="Policy"/>, which are replaced
/// whole.
/// </summary>
public sealed class State
{
    private readonly SortedDictionary<string, ChainEntry> _chains = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, AssetEntry> _assets = new(StringComparer.Ordinal);
    private readonly List<ColdSigner> _coldSigners = [];

    private readonly SortedDictionary<string, RootRecord> _roots = new(StringComparer.Ordinal);

    internal State(
        Digest institution, SignedFounding founding, RosterState roster, Policy policy, OverlayTable table)
    {
        Institution = institution;
        Founding = founding;
        Roster = roster;
        Policy = policy;
        Table = table;
    }

    /// <summary>The genesis: the SHA-256 of leaf 0.</summary>
    public Digest Institution { get; }

    public SignedFounding Founding { get; }

    public RosterState Roster { get; internal set; }

    public Policy Policy { get; internal set; }

    public RollingWindows Windows { get; } = new();

    /// <summary>How many leaves were folded: the index of the next one.</summary>
    public ulong Size { get; internal set; }

    /// <summary>The time of the last leaf; no later decision is earlier.</summary>
    public Timestamp Time { get; internal set; }

    /// <summary>The index of the leaf that froze signing, while it is frozen.</summary>
    public ulong? FrozenAt { get; internal set; }

    /// <summary>When the last freeze ended: statements signed before it freeze nothing again.</summary>
    public Timestamp? UnfrozenAt { get; internal set; }

    /// <summary>The next hardened account index of the derivation path.</summary>
    public uint NextAccountIndex { get; internal set; }

    /// <summary>The key register; empty before the first start.</summary>
    public IReadOnlyCollection<RootRecord> Roots => _roots.Values;

    /// <summary>The leaves that govern movements, as one sequence up to now.</summary>
    public GovernanceMark Governance { get; internal set; }

    /// <summary>In the order of their registration; new cold accounts are the last one's.</summary>
    public IReadOnlyList<ColdSigner> ColdSigners => _coldSigners;

    public IReadOnlyCollection<ChainEntry> Chains => _chains.Values;

    public IReadOnlyCollection<AssetEntry> Assets => _assets.Values;

    /// <summary>The large part, for reading and for snapshots.</summary>
    public OverlayTable Table { get; internal set; }

    public bool IsFrozen => FrozenAt is not null;

    /// <summary>Folds leaf 0.</summary>
    public static State Found(FoundedLeaf leaf) => StateFold.Found(leaf);

    /// <summary>Folds the next leaf: applies what it records and never judges again.</summary>
    public void Apply(Leaf leaf) => StateFold.Apply(this, leaf);

    /// <summary>
    /// Folds a leaf of another index than the next: whoever is given only a part of the leaves (a cold
    /// Signer, the governance sequence) knows of the rest only how long it is.
    /// </summary>
    public void Follow(ulong index, Leaf leaf)
    {
        Cryptography.Invariant.Holds(index >= Size);
        Size = index;
        Apply(leaf);
    }

    /// <summary>The small part as canonical JSON.</summary>
    public byte[] WriteHead() => StateHead.Write(this).ToBytes();

    /// <summary>A state from a snapshot: its head, and its pages as a table.</summary>
    public static bool TryOpen(
        ReadOnlySpan<byte> head,
        IStateTable pages,
        [NotNullWhen(true)] out State? state,
        [NotNullWhen(false)] out Refusal? refusal) => StateHead.TryRead(head, pages, out state, out refusal);

    /// <summary>
    /// Seals what the table holds now and returns it for writing a snapshot, while later changes go to a new
    /// overlay. Call <see cref="Rebase"/> when the snapshot is on disk.
    /// </summary>
    public IStateTable SealTable()
    {
        OverlayTable written = Table;
        written.Seal();
        Table = new OverlayTable(written);
        return written;
    }

    /// <summary>Puts the pages of a snapshot below the changes made since <see cref="SealTable"/>.</summary>
    public void Rebase(IStateTable pages) => Table = Table.Rebase(pages);

    public bool TryGetChain(ChainId chain, [NotNullWhen(true)] out ChainEntry? entry) =>
        _chains.TryGetValue(chain.ToString(), out entry);

    public bool TryGetAsset(AssetId asset, [NotNullWhen(true)] out AssetEntry? entry) =>
        _assets.TryGetValue(asset.ToString(), out entry);

    public bool TryGetColdSigner(string origin, [NotNullWhen(true)] out ColdSigner? signer)
    {
        signer = _coldSigners.Find(one => string.Equals(one.Origin, origin, StringComparison.Ordinal));
        return signer is not null;
    }

    /// <summary>The cold Signer whose keys are below this root.</summary>
    public bool TryGetColdSigner(Digest root, [NotNullWhen(true)] out ColdSigner? signer)
    {
        signer = _coldSigners.Find(one => one.Root == root);
        return signer is not null;
    }

    /// <summary>R, S and recovery id that a cold Signer made over these bytes, once they are back.</summary>
    public bool TryGetColdSignature(Hash32 signingHash, [NotNullWhen(true)] out byte[]? signature) =>
        Table.TryGet(TableKey.ColdSignature(signingHash), out signature);

    /// <summary>
    /// The index in the journal of the leaf at this place (from 1) of the governance sequence.
    /// </summary>
    public ulong GovernanceIndex(ulong count)
    {
        bool isThere = Table.TryGet(TableKey.Governance(count), out byte[]? record);
        Cryptography.Invariant.Holds(isThere && record is not null);
        return new RecordReader(record).Number();
    }

    internal bool TryGetPooled(Digest root, uint index, [NotNullWhen(true)] out PooledAddress? pooled)
    {
        pooled = Table.TryGet(TableKey.Pool(root, index), out byte[]? record)
            ? PooledAddress.Read(record) : null;
        return pooled is not null;
    }

    public bool TryGetRoot(Digest root, [NotNullWhen(true)] out RootRecord? record) =>
        _roots.TryGetValue(root.ToString(), out record);

    /// <summary>
    /// The root below which new accounts of that owner are derived: the newest Active one that is dedicated
    /// to this client, else the newest Active one that is dedicated to nobody.
    /// </summary>
    public bool TryGetRootFor(Uuid7 owner, [NotNullWhen(true)] out RootRecord? record)
    {
        RootRecord[] active = [.. Roots
            .Where(root => root.State == KeyState.Active && !TryGetColdSigner(root.Root, out _))
            .OrderByDescending(root => root.ActiveSince)];
        record = Array.Find(active, root => root.Client is { } client && client.Value == owner)
            ?? Array.Find(active, root => root.Client is null);
        return record is not null;
    }

    /// <summary>The root that a registered transcript is about, as it is now.</summary>
    public bool TryGetRootOf(Digest transcript, [NotNullWhen(true)] out RootRecord? record)
    {
        record = null;
        return Table.TryGet(TableKey.Transcript(transcript), out byte[]? root)
            && TryGetRoot(Digest.FromBytes(root), out record);
    }

    /// <summary>Another generation of an account: same owner, chain and temperature.</summary>
    public bool TryGetSlot(
        AccountRecord like, int generation, [NotNullWhen(true)] out AccountRecord? account)
    {
        account = null;
        string slot = TableKey.Slot(like.Owner, like.Chain, like.Temperature, generation);
        return Table.TryGet(slot, out byte[]? id)
            && TryGetAccount(AccountId.From(new RecordReader(id).Id()), out account);
    }

    /// <summary>The account of that number below a root, from 0 on.</summary>
    public bool TryGetAccountOf(Digest root, long number, [NotNullWhen(true)] out AccountRecord? account)
    {
        account = null;
        return Table.TryGet(TableKey.RootAccount(root, number), out byte[]? id)
            && TryGetAccount(AccountId.From(new RecordReader(id).Id()), out account);
    }

    public bool HasClient(ClientId client) => Table.TryGet(TableKey.Client(client), out _);

    public bool HasWallet(WalletId wallet) => Table.TryGet(TableKey.Wallet(wallet), out _);

    public bool IsHouseWallet(WalletId wallet) =>
        TryGetWallet(wallet, out WalletKind kind) && kind == WalletKind.House;

    /// <summary>A wallet's record is one byte: its kind.</summary>
    public bool TryGetWallet(WalletId wallet, out WalletKind kind)
    {
        bool isThere = Table.TryGet(TableKey.Wallet(wallet), out byte[]? record);
        kind = isThere ? (WalletKind)new RecordReader(record!).Byte() : default;
        return isThere;
    }

    /// <summary>The record of a client that is there.</summary>
    public ClientRecord GetClient(ClientId client)
    {
        bool isThere = Table.TryGet(TableKey.Client(client), out byte[]? record);
        Invariant.Holds(isThere && record is not null);
        return ClientRecord.Read(record);
    }

    public bool TryGetEntry(EntryId id, [NotNullWhen(true)] out EntryRecord? entry)
    {
        entry = Table.TryGet(TableKey.EntryId(id), out byte[]? record) ? EntryRecord.Read(record) : null;
        return entry is not null;
    }

    public bool HasEntry(ClientId client, ChainId chain, EthereumAddress address) =>
        Table.TryGet(TableKey.Entry(client, chain, address), out _);

    public bool TryGetAccount(AccountId id, [NotNullWhen(true)] out AccountRecord? account)
    {
        account = Table.TryGet(TableKey.Account(id), out byte[]? record) ? AccountRecord.Read(record) : null;
        return account is not null;
    }

    public bool TryGetIntent(IntentId id, [NotNullWhen(true)] out IntentRecord? intent)
    {
        intent = Table.TryGet(TableKey.Intent(id), out byte[]? record) ? IntentRecord.Read(record) : null;
        return intent is not null;
    }

    public bool TryGetIntent(Digest digest, [NotNullWhen(true)] out IntentRecord? intent)
    {
        intent = null;
        return Table.TryGet(TableKey.Digest(digest), out byte[]? record)
            && DigestRecord.TryReadId(record, out IntentId id)
            && TryGetIntent(id, out intent);
    }

    /// <summary>Whether a person rejected this digest before anybody registered it.</summary>
    public bool IsRejectedUnseen(Digest digest) =>
        Table.TryGet(TableKey.Digest(digest), out byte[]? record) && !DigestRecord.TryReadId(record, out _);

    /// <summary>The nonce that the next new transaction of this sender takes.</summary>
    public ulong NextNonce(ChainId chain, EthereumAddress sender) => NextNonce(TableKey.Nonce(chain, sender));

    internal ulong NextNonce(string key) =>
        Table.TryGet(key, out byte[]? record) ? new RecordReader(record).Number() : 0;

    internal RootRecord GetRoot(Digest root)
    {
        bool isThere = TryGetRoot(root, out RootRecord? record);
        Invariant.Holds(isThere && record is not null);
        return record;
    }

    internal void Put(RootRecord root) => _roots[root.Root.ToString()] = root;

    internal void Put(ChainEntry chain) => _chains[chain.Chain.ToString()] = chain;

    internal void Put(ColdSigner signer)
    {
        int index = _coldSigners.FindIndex(one => one.Root == signer.Root);
        if (index < 0) _coldSigners.Add(signer);
        else _coldSigners[index] = signer;
    }

    internal void Put(AssetEntry asset) => _assets[asset.Asset.ToString()] = asset;

    internal void Put(IntentRecord intent) => Table.Put(TableKey.Intent(intent.Id), intent.ToBytes());
}
