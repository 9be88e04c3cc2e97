using Strongroom.Audit;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Cold;

/// <summary>
/// What a cold Signer goes by: the fold of its own journal, and below it the home's state as far as the
/// governance sequence tells it.
/// </summary>
public sealed class ColdState
{
    private readonly Dictionary<(string Chain, EthereumAddress Sender, ulong Nonce), Digest> _nonces = [];
    private readonly HashSet<Digest> _answered = [];
    private readonly List<TreeHash> _roots = [MerkleHasher.EmptyRoot];
    private readonly TreeFrontier _frontier = new();

    private ColdState(ColdFoundedLeaf founded, State home)
    {
        Founded = founded;
        Home = home;
    }

    public ColdFoundedLeaf Founded { get; }

    /// <summary>Of the home: roster, policy, registry. It knows no movements and no windows.</summary>
    public State Home { get; }

    /// <summary>The home journal of the last trip; of size 1 before the first.</summary>
    public LogMark Seen { get; private set; }

    /// <summary>The next index that a batch of addresses begins with.</summary>
    public uint Derived { get; private set; }

    public ulong Size => _frontier.Size;

    public Timestamp Time { get; private set; }

    /// <summary>Folds leaf 0; the home's founding leaf must be the one that it names.</summary>
    public static ColdState Found(ColdFoundedLeaf founded, ReadOnlySpan<byte> home)
    {
        bool isHome = Leaf.TryParse(home, out Leaf? leaf, out _) && leaf is FoundedLeaf
            && Digest.Sha256(home) == founded.Institution;
        Invariant.Holds(isHome);
        ColdState state = new(founded, State.Found((FoundedLeaf)leaf!))
        {
            Seen = new LogMark(1, Digest.FromBytes(MerkleHasher.LeafOf(home).ToBytes())),
        };
        state.Note(founded);
        return state;
    }

    /// <summary>
    /// Folds the next leaf of the own journal; <paramref name="governance"/> are the leaves that it brought.
    /// </summary>
    public void Apply(Leaf leaf, IReadOnlyList<GovernanceLeaf> governance)
    {
        Invariant.Holds(leaf.Stamp.Time >= Time && (governance.Count == 0 || leaf is ColdTakenLeaf));
        switch (leaf)
        {
            case ColdTakenLeaf taken:
                foreach (GovernanceLeaf one in governance) Home.Follow(one.Index, one.Leaf);
                Note(taken);
                break;
            case ColdDerivedLeaf derived:
                Invariant.Holds(derived.First == Derived);
                Derived += (uint)derived.Count;
                break;
            case SigningLeaf signing:
                _nonces[(signing.Chain.ToString(), signing.Sender, signing.Nonce)] = signing.IntentDigest;
                break;
            case ColdAnsweredLeaf answered:
                _answered.Add(answered.Request);
                break;
            default:
                Invariant.Holds(leaf is ColdRefusedLeaf);
                break;
        }

        Note(leaf);
    }

    public bool IsAnswered(Digest request) => _answered.Contains(request);

    /// <summary>The intent whose transaction was signed with this nonce.</summary>
    public bool TryGetHolder(ChainId chain, EthereumAddress sender, ulong nonce, out Digest intent) =>
        _nonces.TryGetValue((chain.ToString(), sender, nonce), out intent);

    /// <summary>The own journal's root when it had so many leaves; null when it never had.</summary>
    public TreeHash? RootAt(ulong size) => size <= Size ? _roots[(int)size] : null;

    /// <summary>Takes note of a request whose governance leaves are in <see cref="Home"/> already.</summary>
    internal void Note(ColdTakenLeaf taken)
    {
        Invariant.Holds(Home.Governance == taken.Governance);
        Seen = taken.Home;
    }

    private void Note(Leaf leaf)
    {
        using MerkleHasher hasher = new();
        _frontier.Append(MerkleHasher.LeafOf(leaf.ToBytes()), hasher);
        _roots.Add(_frontier.Root(hasher));
        Time = leaf.Stamp.Time;
    }
}
