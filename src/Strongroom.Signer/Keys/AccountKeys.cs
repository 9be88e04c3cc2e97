using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Signer.Keys;

/// <summary>
/// Keys of accounts, derived below m/44'/60' or born in tokens, and kept, the most recently used of them. A
/// key leaves this class only inside <see cref="KeyLease"/>, which signs with it. Thread-safe.
/// </summary>
internal sealed class AccountKeys : IDisposable
{
    internal const int CachedMax = 8192;
    private const uint Purpose = DerivationPath.HardenedOffset + 44;
    private const uint EtherCoin = DerivationPath.HardenedOffset + 60;
    private const int PathDepth = 5;

    private readonly Keystore keystore;
    private readonly Dictionary<string, LinkedListNode<CachedKey>> byPath = new(StringComparer.Ordinal);
    private readonly LinkedList<CachedKey> recent = new();
    private readonly Lock gate = new();

    /// <summary>
    /// Takes the keystore over. The label is that of keys which are born in its tokens; null for none.
    /// </summary>
    internal AccountKeys(Keystore keystore, string? nativeLabel = null)
    {
        this.keystore = keystore;
        if (nativeLabel is not null && keystore.Group is { } group)
            Native = new NativeKeys(group, nativeLabel);
    }

    internal Keystore Keystore => keystore;

    /// <summary>Keys born in tokens; null where this Signer has none.</summary>
    internal NativeKeys? Native { get; }

    internal bool CanMake(ProtectionLevel level) =>
        level == keystore.Level || (level == ProtectionLevel.HsmNative && Native is not null);

    /// <summary>The key of an account in the record, wherever it lives.</summary>
    internal KeyLease Lease(AccountRecord account) => account.Level == ProtectionLevel.HsmNative
        ? Lease(account.Path, _ => Tokens().Find(account))
        : Lease(account.Path, path => keystore.Find(BelowCoin(path), account.Address));

    /// <summary>The key at "m/44'/60'/account'/change/index", held until the lease is disposed.</summary>
    internal KeyLease Lease(string path) => Lease(path, Derive);

    private KeyLease Lease(string path, Func<string, AccountKey> open)
    {
        lock (gate)
        {
            if (byPath.TryGetValue(path, out LinkedListNode<CachedKey>? node)) return Hold(node);
        }

        AccountKey derived = open(path);
        lock (gate)
        {
            if (byPath.TryGetValue(path, out LinkedListNode<CachedKey>? node))
            {
                derived.Dispose();
                return Hold(node);
            }

            node = recent.AddFirst(new CachedKey(path, derived));
            byPath.Add(path, node);
            KeyLease lease = Hold(node);
            EvictOldest();
            return lease;
        }
    }

    internal EthereumAddress AddressOf(string path)
    {
        using KeyLease lease = Lease(path);
        return lease.Address;
    }

    /// <summary>Zeroes every key; no lease may be out.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (CachedKey cached in recent)
            {
                Invariant.Holds(cached.Holders == 0);
                cached.Key.Dispose();
            }

            recent.Clear();
            byPath.Clear();
        }

        keystore.Dispose();
    }

    private NativeKeys Tokens() => Native
        ?? throw new TokenException("group", "this Signer has no tokens", TokenFault.TokenLost);

    private AccountKey Derive(string path) => keystore.Derive(BelowCoin(path));

    private static ReadOnlySpan<uint> BelowCoin(string text)
    {
        Invariant.Holds(DerivationPath.TryParse(text, out DerivationPath? path));
        Invariant.Holds(
            path.Depth == PathDepth && path.Numbers[0] == Purpose && path.Numbers[1] == EtherCoin);
        return path.Numbers[2..];
    }

    private KeyLease Hold(LinkedListNode<CachedKey> node)
    {
        node.Value.Holders++;
        recent.Remove(node);
        recent.AddFirst(node);
        return new KeyLease(this, node.Value);
    }

    private void Release(CachedKey cached)
    {
        lock (gate) cached.Holders--;
    }

    /// <summary>Drops the longest unused key beyond the limit that nobody holds.</summary>
    private void EvictOldest()
    {
        if (recent.Count <= CachedMax) return;
        for (LinkedListNode<CachedKey>? node = recent.Last; node is not null; node = node.Previous)
        {
            if (node.Value.Holders > 0) continue;
            recent.Remove(node);
            byPath.Remove(node.Value.Path);
            node.Value.Key.Dispose();
            return;
        }
    }

    internal sealed class CachedKey(string path, AccountKey key)
    {
        internal string Path => path;

        internal AccountKey Key => key;

        internal int Holders { get; set; }
    }

    /// <summary>A key that is not zeroed before this is disposed.</summary>
    internal readonly ref struct KeyLease : IDisposable
    {
        private readonly AccountKeys owner;
        private readonly CachedKey cached;

        internal KeyLease(AccountKeys owner, CachedKey cached)
        {
            this.owner = owner;
            this.cached = cached;
        }

        internal EthereumAddress Address => cached.Key.Address;

        /// <summary>As <see cref="AccountKey.Sign"/>.</summary>
        internal int Sign(ReadOnlySpan<byte> hash, Span<byte> compact) => cached.Key.Sign(hash, compact);

        public void Dispose() => owner.Release(cached);
    }
}
