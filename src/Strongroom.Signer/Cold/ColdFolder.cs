using System.Diagnostics.CodeAnalysis;
using Strongroom.Cold;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Keys;
using Strongroom.Signer.Registry;

namespace Strongroom.Signer.Cold;

/// <summary>
/// A cold Signer's folder, opened: locked, its journal folded, its seed within reach. One command at a time
/// runs in it; there is no listener.
/// </summary>
internal sealed class ColdFolder : IAsyncDisposable
{
    private readonly FileStream folderLock;
    private readonly ServiceSigningKey journalKey;
    private readonly TimeProvider time;

    private ColdFolder(
        DataFolder paths, FileStream folderLock, ServiceSigningKey journalKey, (Journal, ColdState) folded,
        (AccountKeys Keys, TimeProvider Time) with)
    {
        Paths = paths;
        this.folderLock = folderLock;
        this.journalKey = journalKey;
        (Journal, State) = folded;
        (Keys, time) = with;
    }

    internal DataFolder Paths { get; }

    internal Journal Journal { get; }

    internal ColdState State { get; }

    internal AccountKeys Keys { get; }

    /// <summary>Now, and never before the last leaf.</summary>
    internal Timestamp Now
    {
        get
        {
            Timestamp now = Timestamp.From(time.GetUtcNow());
            return now > State.Time ? now : State.Time;
        }
    }

    internal static async Task<(ColdFolder? Folder, Refusal? Refusal)> OpenAsync(
        DataFolder paths, SecretBytes unlock, TimeProvider time, ILogger logger)
    {
        FileStream? taken = paths.TryLock();
        if (taken is null) return (null, OpenFolder.Locked);
        ServiceSigningKey? key = null;
        Journal? journal = null;
        ColdFolder? opened = null;
        try
        {
            if (!TryFold(paths, out key, out journal, out ColdState? state, out Refusal? refusal))
                return (null, refusal);
            KeystorePlace place = new(
                paths, state.Home.Founding.Founding.Profile, state.Founded.Institution);
            if (!OpenKeystore.TryRun(
                place, (paths.Keystore, unlock), (time, logger), out Keystore? keystore, out refusal))
                return (null, refusal);
            Invariant.Holds(keystore.Root == state.Founded.Signer.Root);
            opened = new ColdFolder(paths, taken, key, (journal, state), (new AccountKeys(keystore), time));
            return (opened, null);
        }
        finally
        {
            if (opened is null)
            {
                if (journal is not null) await journal.DisposeAsync();
                key?.Dispose();
                await taken.DisposeAsync();
            }
        }
    }

    /// <summary>
    /// Without witnesses: the home journal, which takes this one's heads up, is what anchors it.
    /// </summary>
    internal static JournalOptions OptionsOf(DataFolder paths, string origin, ServiceSigningKey key) => new()
    {
        Folder = paths.Journal,
        Origin = origin,
        SigningKey = key,
    };

    /// <summary>Durable when this ends; the state has followed.</summary>
    internal async Task RecordAsync(Leaf leaf)
    {
        ulong index = await Journal.AppendAsync(leaf.ToBytes());
        Invariant.Holds(index == State.Size);
        State.Apply(leaf, []);
    }

    internal LeafStamp Stamp() => LeafStamps.At(Now);

    internal byte[] Sign(Digest hash) => journalKey.Sign(hash.ToBytes());

    /// <summary>A copy that stays: what was handed out can be handed out again.</summary>
    internal string Keep(string kind, string name, ReadOnlySpan<byte> bytes)
    {
        string folder = Path.Combine(Paths.Root, kind);
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name);
        DataFolder.Replace(path, bytes);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        Keys.Dispose();
        journalKey.Dispose();
        await folderLock.DisposeAsync();
    }

    private static bool TryFold(
        DataFolder paths, [NotNullWhen(true)] out ServiceSigningKey? key,
        [NotNullWhen(true)] out Journal? journal, [NotNullWhen(true)] out ColdState? state,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        (key, journal, state) = (null, null, null);
        refusal = new Refusal(
            SignerRefusal.NotFounded, "The data folder holds no cold Signer.", "--data",
            "\"cold-found\" first");
        byte[]? first = FoundingLeaf.ReadFirst(Path.Combine(paths.Journal, "segment"));
        if (first is null || !Leaf.TryParse(first, out Leaf? leaf, out _)
            || leaf is not ColdFoundedLeaf founded)
            return false;
        refusal = new Refusal(SignerRefusal.JournalKeyUnreadable,
            "The journal key is absent, malformed, or readable by others.",
            Accepted: "journal.key of mode 0600");
        if (!ServiceSigningKey.TryOpen(paths.JournalKey, out key)) return false;
        if (!Journal.TryOpen(OptionsOf(paths, founded.Signer.Origin, key), out journal, out refusal))
            return false;
        state = Fold(journal, founded);
        return true;
    }

    private static ColdState Fold(Journal journal, ColdFoundedLeaf founded)
    {
        byte[]? home = journal.Attachments.Read(founded.Institution.ToBytes());
        Invariant.Holds(home is not null);
        ColdState state = ColdState.Found(founded, home);
        foreach (ReadOnlyMemory<byte> bytes in journal.ReadFrom(1))
        {
            bool isLeaf = Leaf.TryParse(bytes.Span, out Leaf? leaf, out _);
            Invariant.Holds(isLeaf && leaf is not null);
            state.Apply(leaf, leaf is ColdTakenLeaf taken ? GovernanceOf(journal, taken) : []);
        }

        return state;
    }

    private static List<GovernanceLeaf> GovernanceOf(Journal journal, ColdTakenLeaf taken)
    {
        List<GovernanceLeaf> leaves = [];
        foreach (Digest digest in taken.Attachments)
        {
            byte[]? content = journal.Attachments.Read(digest.ToBytes());
            GovernanceLeaf[]? part = null;
            bool isThere = content is not null
                && GovernanceLeaf.TryReadAttachment(content, out part, out _);
            Invariant.Holds(isThere);
            leaves.AddRange(part!);
        }

        return leaves;
    }
}
