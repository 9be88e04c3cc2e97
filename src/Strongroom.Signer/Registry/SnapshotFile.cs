// docs/formats/snapshot.md, "Start": the sidecar's root is checked once, each page against its hash at every
// read from the file.
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Strongroom.Audit;
using Strongroom.Registry;
using Strongroom.Signer.Audit;

namespace Strongroom.Signer.Registry;

/// <summary>
/// An open snapshot: lookups by key without reading the whole file. Whatever is wrong with the file is an
/// <see cref="InvalidDataException"/>, never a wrong answer. Thread-safe.
/// </summary>
internal sealed class SnapshotFile : IStateTable, IDisposable
{
    private const int FirstKeysMax = 65_536;
    private const int CachedPagesMax = 8192; // 32 MiB

    private readonly string path;
    private readonly SafeFileHandle file;
    private readonly TreeHash[] pageHashes;
    private readonly ConcurrentDictionary<int, byte[]> firstKeys = new();
    private readonly CachedPage?[] cached = new CachedPage?[CachedPagesMax];

    private SnapshotFile(string path, SafeFileHandle file, SnapshotContent content)
    {
        this.path = path;
        this.file = file;
        pageHashes = content.PageHashes;
        Seal = content.Seal;
        Head = content.Head;
        Journal = content.Journal;
    }

    /// <summary>
    /// What the file is; to be found in a snapshot leaf under a cosigned checkpoint before it counts.
    /// </summary>
    internal SnapshotSeal Seal { get; }

    internal ReadOnlyMemory<byte> Head { get; }

    /// <summary>Where the journal goes on after what this covers.</summary>
    internal JournalStart Journal { get; }

    /// <summary>False when the file or its sidecar is absent or inconsistent in itself.</summary>
    internal static bool TryOpen(string path, [NotNullWhen(true)] out SnapshotFile? snapshot)
    {
        snapshot = null;
        string hashesPath = SnapshotWriter.HashesName(path);
        if (!File.Exists(path) || !File.Exists(hashesPath)) return false;
        SafeFileHandle opened = File.OpenHandle(path);
        snapshot = Read(path, opened, File.ReadAllBytes(hashesPath));
        if (snapshot is null) opened.Dispose();
        return snapshot is not null;
    }

    /// <summary>
    /// Called when a page turns out broken while the Signer runs: must end the process. The file was put
    /// aside, so the next start folds the journal instead.
    /// </summary>
    internal Action<Exception>? Broken { private get; set; }

    /// <inheritdoc/>
    public bool TryGet(string key, [NotNullWhen(true)] out byte[]? value)
    {
        value = null;
        byte[] wanted = Encoding.UTF8.GetBytes(key);
        int page = FindPage(wanted);
        if (page < 0) return false;
        if (!SnapshotPage.TryFind(PageOf(page), wanted, out ReadOnlySpan<byte> found)) return false;
        value = found.ToArray();
        return true;
    }

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, byte[]>> InOrder()
    {
        for (int page = 0; page < pageHashes.Length; page++)
        {
            foreach (KeyValuePair<string, byte[]> record in RecordsOf(page)) yield return record;
        }
    }

    public void Dispose() => file.Dispose();

    private static SnapshotFile? Read(string path, SafeFileHandle file, ReadOnlySpan<byte> hashBytes)
    {
        long length = RandomAccess.GetLength(file);
        byte[] tail = new byte[(int)Math.Min(length, SnapshotFooter.BytesMax)];
        if (RandomAccess.Read(file, tail, length - tail.Length) != tail.Length) return null;
        if (!SnapshotFooter.TryRead(tail, length, out SnapshotFooter? footer)) return null;
        if (hashBytes.Length != footer.Pages * TreeHash.Size) return null;
        if (TreeFrontier.Restore(footer.JournalSize, footer.Frontier) is null) return null;
        byte[] head = new byte[footer.HeadLength];
        if (RandomAccess.Read(file, head, (long)footer.Pages * SnapshotPage.Size) != head.Length) return null;
        TreeHash[] hashes = TreeHash.View(hashBytes).ToArray();
        SnapshotSeal seal = new(footer.JournalSize, footer.Pages, RootOf(hashes), SHA256.HashData(head));
        return new SnapshotFile(path, file, new SnapshotContent(
            seal, hashes, head, new JournalStart(footer.JournalSize, footer.Frontier)));
    }

    private static TreeHash RootOf(ReadOnlySpan<TreeHash> hashes)
    {
        using MerkleHasher hasher = new();
        TreeFrontier tree = new();
        foreach (ref readonly TreeHash hash in hashes) tree.Append(hash, hasher);
        return tree.Root(hasher);
    }

    /// <summary>
    /// The last page whose first key is not after <paramref name="wanted"/>; -1 when there is none.
    /// </summary>
    private int FindPage(ReadOnlySpan<byte> wanted)
    {
        int low = 0, high = pageHashes.Length - 1, found = -1;
        while (low <= high)
        {
            int middle = low + ((high - low) / 2);
            if (FirstKeyOf(middle).AsSpan().SequenceCompareTo(wanted) <= 0)
                (found, low) = (middle, middle + 1);
            else high = middle - 1;
        }

        return found;
    }

    /// <summary>The top of the search tree stays in memory, whatever the number of pages.</summary>
    private byte[] FirstKeyOf(int page)
    {
        if (firstKeys.TryGetValue(page, out byte[]? key)) return key;
        key = SnapshotPage.FirstKey(ReadPage(page)).ToArray();
        if (firstKeys.Count < FirstKeysMax) firstKeys[page] = key;
        return key;
    }

    private List<KeyValuePair<string, byte[]>> RecordsOf(int page)
    {
        List<KeyValuePair<string, byte[]>> records = [];
        byte[] bytes = ReadPage(page);
        int at = 0;
        while (
            SnapshotPage.TryNext(bytes, at, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value, out at))
            records.Add(new(Encoding.UTF8.GetString(key), value.ToArray()));
        return records;
    }

    /// <summary>A page used of late, checked when it was read; each place is shared by many pages.</summary>
    private byte[] PageOf(int index)
    {
        ref CachedPage? place = ref cached[index % CachedPagesMax];
        if (Volatile.Read(ref place) is { } known && known.Index == index) return known.Bytes;
        byte[] bytes = ReadPage(index);
        Volatile.Write(ref place, new CachedPage(index, bytes));
        return bytes;
    }

    private byte[] ReadPage(int index)
    {
        byte[] page = new byte[SnapshotPage.Size];
        int read = RandomAccess.Read(file, page, (long)index * SnapshotPage.Size);
        if (read == page.Length && MerkleHasher.LeafOf(page) == pageHashes[index]) return page;
        InvalidDataException exception = new("a snapshot page differs from its hash");
        SnapshotShelf.SetAside(path);
        Broken?.Invoke(exception);
        throw exception;
    }

    private sealed record CachedPage(int Index, byte[] Bytes);

    private sealed record SnapshotContent(
        SnapshotSeal Seal, TreeHash[] PageHashes, byte[] Head, JournalStart Journal);
}
