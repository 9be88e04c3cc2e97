using System.Diagnostics.CodeAnalysis;
using Strongroom.Audit;
using Strongroom.Cryptography;

namespace Strongroom.Signer.Audit;

/// <summary>
/// A Signer's record: leaves become durable by group commit, then covered by a head that witnesses cosigned,
/// then published as a C2SP tiled log. Thread-safe.
/// </summary>
internal sealed class Journal : IAsyncDisposable
{
    private readonly JournalStore store;
    private readonly CommitQueue queue;
    private readonly Cosigning cosigning;
    private readonly TilePublisher publisher;

    private Journal(JournalStore store, JournalOptions options, ReleasedHead released)
    {
        this.store = store;
        Key = NoteKey.Log(options.Origin, options.SigningKey.PublicKey);
        HeadSigner signer = new(store, Key, options.SigningKey, released);
        WitnessClient[] witnesses = [.. options.Witnesses.Select(endpoint => new WitnessClient(endpoint))];
        CosigningRound round = new(witnesses, options.WitnessesMin);
        cosigning = new Cosigning(store, signer, round, options.WitnessesMin, options.Fatal);
        queue = new CommitQueue(store, cosigning.Wake, options.Fatal);
        publisher = new TilePublisher(PublishFolderOf(options), Key, store, () => cosigning.Head);
        Attachments = new AttachmentFolder(AttachmentsOf(options));
    }

    /// <summary>The log's vkey; its name is the origin.</summary>
    internal NoteKey Key { get; }

    /// <summary>Leaves that have an index.</summary>
    internal ulong Size => queue.Size;

    /// <summary>Leaves that survive a power loss.</summary>
    internal ulong DurableSize => store.Size;

    /// <summary>Bytes of the segment file that are durable.</summary>
    internal long DurableLength => store.DurableLength;

    /// <summary>Bytes of a torn tail that opening dropped; no released head covered them.</summary>
    internal long DroppedBytes => store.DroppedBytes;

    /// <summary>
    /// The largest head cosigned since the start; its cosignatures carry the witnesses' times.
    /// </summary>
    internal CosignedHead? Head => cosigning.Head;

    /// <summary>
    /// Why no head can be cosigned now: the journal was rolled back, cloned or forked, or witnesses say so.
    /// </summary>
    internal Refusal? Conflict => cosigning.Conflict;

    /// <summary>The oldest word of a witness about another history that was not taken down yet.</summary>
    internal bool TryTakeSeen([NotNullWhen(true)] out WitnessConflict? conflict) =>
        cosigning.TryTakeSeen(out conflict);

    internal AttachmentFolder Attachments { get; }

    /// <summary>
    /// Opens or creates the journal; refused when leaves that a released head covers are gone.
    /// </summary>
    internal static bool TryOpen(
        JournalOptions options,
        [NotNullWhen(true)] out Journal? journal,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        journal = null;
        Invariant.Holds(options.WitnessesMin <= options.Witnesses.Count);
        Directory.CreateDirectory(options.Folder);
        Directory.CreateDirectory(PublishFolderOf(options));
        Directory.CreateDirectory(AttachmentsOf(options));
        NoteKey key = NoteKey.Log(options.Origin, options.SigningKey.PublicKey);
        ReleasedHead released = new(options.Folder, key);
        refusal = released.Load(out Checkpoint? last);
        if (refusal is not null) return false;
        JournalFolding folding = new(options.Start, options.Fold);
        if (!JournalStore.TryOpen(options.Folder, last, folding, out JournalStore? store, out refusal))
            return false;
        journal = new Journal(store, options, released);
        return true;
    }

    /// <summary>
    /// Gives the leaf (1 to 65,535 bytes) its index now, in the order of calls; durable a little later.
    /// </summary>
    internal JournalEntry Append(ReadOnlySpan<byte> leaf)
    {
        ArgumentOutOfRangeException.ThrowIfZero(leaf.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(leaf.Length, SegmentFile.LeafBytesMax);
        return queue.Append(leaf);
    }

    /// <summary>The leaf's index, once it is durable.</summary>
    internal async Task<ulong> AppendAsync(ReadOnlyMemory<byte> leaf)
    {
        JournalEntry entry = Append(leaf.Span);
        await entry.Durable;
        return entry.Index;
    }

    /// <summary>
    /// Waits for a head with enough cosignatures that covers the leaf, or the refusal that none will come.
    /// </summary>
    internal Task<CosignOutcome> WaitCosignedAsync(ulong index, CancellationToken stop = default) =>
        cosigning.WaitAsync(index, stop);

    /// <summary>The bytes of a durable leaf.</summary>
    internal ReadOnlyMemory<byte> Read(ulong index) => store.Read(index);

    /// <summary>The durable leaves from an index on, as they are now.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> ReadFrom(ulong index)
    {
        for (ulong at = index; at < store.Size; at++) yield return store.Read(at);
    }

    /// <summary>The proof for a receipt that a leaf stands under a head; verified before it leaves.</summary>
    internal LogProof Prove(ulong index, CosignedHead head)
    {
        using MerkleHasher hasher = new();
        ulong size = head.Size;
        TreeHash[] path = MerkleProofs.Inclusion(index, size, store.HashAt, hasher);
        TreeHash leaf = store.HashAt(0, index);
        Invariant.Holds(MerkleProofs.VerifyInclusion(index, size, leaf, path, head.Checkpoint.Root));
        return new LogProof(index, path, head.Signed);
    }

    /// <summary>
    /// The perfect subtrees' roots of the tree of the first <paramref name="size"/> leaves, for a snapshot.
    /// </summary>
    internal JournalStart StartAt(ulong size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, store.Size);
        List<TreeHash> frontier = [];
        for (ulong before = 0; before < size;)
        {
            int level = (int)ulong.Log2(size - before);
            frontier.Add(store.HashAt(level, before >> level));
            before += 1UL << level;
        }

        return new JournalStart(size, [.. frontier]);
    }

    /// <summary>Publishes the current head at once instead of within a second.</summary>
    internal Task PublishAsync() => publisher.PublishAsync();

    /// <summary>Commits what was appended, publishes what was cosigned, and lets go of the files.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Dispose();
        await cosigning.DisposeAsync();
        await publisher.DisposeAsync();
        store.Dispose();
    }

    private static string PublishFolderOf(JournalOptions options) =>
        options.PublishFolder ?? Path.Combine(options.Folder, "public");

    private static string AttachmentsOf(JournalOptions options) =>
        Path.Combine(options.Folder, "attachments");
}
