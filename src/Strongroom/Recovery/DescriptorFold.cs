using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Recovery;

/// <summary>
/// Collects one part of the descriptors from leaves of the journal in their order. Most leaves say nothing
/// about accounts, chains or assets; they are told by their bytes and not parsed.
/// </summary>
public sealed class DescriptorFold
{
    /// <summary>A part ends with the leaf that reaches this many entries.</summary>
    public const int EntriesMax = 256;

    /// <summary>No part covers more leaves.</summary>
    public const ulong LeavesMax = 16_384;

    private readonly Func<Digest, Intent.Governance> _registered;
    private readonly List<DescriptorAccount> _accounts = [];
    private readonly List<AssetEntry> _assets = [];
    private readonly List<ChainEntry> _chains = [];

    /// <param name="from">The index of the first leaf.</param>
    /// <param name="registered">Finds the intent of a delayed effect, registered by an earlier leaf.</param>
    public DescriptorFold(ulong from, Func<Digest, Intent.Governance> registered)
    {
        From = from;
        To = from;
        _registered = registered;
    }

    public ulong From { get; }

    /// <summary>The index of the leaf that is taken next.</summary>
    public ulong To { get; private set; }

    public bool IsFull =>
        _accounts.Count + _assets.Count + _chains.Count >= EntriesMax || To - From >= LeavesMax;

    /// <summary>
    /// The intent of a registration that waits for its effect, for whoever keeps them; null for other leaves.
    /// </summary>
    public Intent.Governance? Take(ReadOnlySpan<byte> bytes)
    {
        Intent.Governance? delayed = MayMatter(bytes) ? Apply(bytes) : null;
        To++;
        return delayed;
    }

    public DescriptorPart ToPart(Digest genesis, string origin) => new()
    {
        Genesis = genesis, Origin = origin, From = From, To = To,
        Accounts = [.. _accounts], Assets = [.. _assets], Chains = [.. _chains],
    };

    // Leaves are canonical: these members are spelled so and not otherwise, and a text cannot hold a bare
    // quote.
    private static bool MayMatter(ReadOnlySpan<byte> leaf) =>
        leaf.IndexOf("\"action\":\"effected\""u8) >= 0
        || (leaf.IndexOf("\"action\":\"registered\""u8) >= 0
            && (leaf.IndexOf("wallet-opening\""u8) >= 0 || leaf.IndexOf("-registration\""u8) >= 0));

    private Intent.Governance? Apply(ReadOnlySpan<byte> bytes)
    {
        bool isLeaf = Leaf.TryParse(bytes, out Leaf? leaf, out _);
        Cryptography.Invariant.Holds(isLeaf);
        if (leaf is EffectedLeaf effected) Apply(_registered(effected.IntentDigest), effected.Effect);
        if (leaf is not RegisteredLeaf { Intent: Intent.Governance governance } registered) return null;
        if (registered.Effect is null) return governance;
        Apply(governance, registered.Effect);
        return null;
    }

    private void Apply(Intent.Governance intent, IntentEffect effect)
    {
        switch (intent)
        {
            case Intent.ChainRegistration chain:
                _chains.Add(new ChainEntry(chain.Chain, chain.Name, chain.Confirmations, chain.Native.Asset));
                _assets.Add(new AssetEntry(
                    chain.Native.Asset, chain.Native.Decimals, chain.Name, chain.Native.Symbol));
                break;
            case Intent.AssetRegistration asset:
                _assets.Add(new AssetEntry(
                    asset.Terms.Asset, asset.Terms.Decimals, asset.Name, asset.Terms.Symbol));
                break;
            case Intent.WalletOpening opening:
                Add(opening.Client.Value, isHouse: false, opening.Accounts, effect);
                break;
            case Intent.HouseWalletOpening opening:
                Add(opening.Wallet.Value, isHouse: true, opening.Accounts, effect);
                break;
        }
    }

    private void Add(Uuid7 owner, bool isHouse, IReadOnlyList<AccountTerms> terms, IntentEffect effect)
    {
        Cryptography.Invariant.Holds(terms.Count == effect.Addresses.Count);
        for (int i = 0; i < terms.Count; i++)
        {
            Cryptography.Invariant.Holds(terms[i].Account == effect.Addresses[i].Account);
            _accounts.Add(DescriptorAccount.Of(owner, isHouse, terms[i], effect.Addresses[i]));
        }
    }
}
