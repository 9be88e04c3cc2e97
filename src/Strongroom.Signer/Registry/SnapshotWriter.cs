// docs/formats/snapshot.md: writes snapshot-<size> and its sidecar of page hashes, both durable before either
// has its name.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Strongroom.Audit;
using Strongroom.Cryptography;
using Strongroom.Registry;
using Strongroom.Signer.Audit;

namespace Strongroom.Signer.Registry;

/// <summary>Writes the state's table, in key order, and its head into a snapshot file.</summary>
internal static class SnapshotWriter
{
    private const int BufferSize = 1024 * 1024;

    internal static string FileName(ulong size) => "snapshot-" + size.ToString(CultureInfo.InvariantCulture);

    internal static string HashesName(string snapshotPath) => snapshotPath + ".hashes";

    /// <summary>
    /// Writes the files for <paramref name="journal"/>'s size; the table must not change meanwhile.
    /// </summary>
    internal static SnapshotSeal Write(
        string folder, IStateTable table, ReadOnlySpan<byte> head,
        JournalStart journal)
    {
        string path = Path.Combine(folder, FileName(journal.Size));
        string temporary = path + ".new";
        string hashesTemporary = HashesName(path) + ".new";
        SnapshotSeal seal;
        using (
            FileStream file = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize))
        using (FileStream hashes =
            new(hashesTemporary, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize))
        using (PageStream pages = new(file, hashes))
        {
            foreach ((string key, byte[] value) in table.InOrder()) pages.Add(key, value);
            TreeHash root = pages.Finish();
            file.Write(head);
            file.Write(
                new SnapshotFooter(pages.Count, head.Length, journal.Size, journal.Frontier).ToBytes());
            file.Flush(flushToDisk: true);
            hashes.Flush(flushToDisk: true);
            seal = new SnapshotSeal(journal.Size, pages.Count, root, SHA256.HashData(head));
        }

        File.Move(hashesTemporary, HashesName(path), overwrite: true);
        File.Move(temporary, path, overwrite: true);
        return seal;
    }

    /// <summary>Fills pages one after the other and hashes each as it leaves.</summary>
    private sealed class PageStream(FileStream file, FileStream hashes) : IDisposable
    {
        private readonly byte[] page = new byte[SnapshotPage.Size];
        private readonly MerkleHasher hasher = new();
        private readonly TreeFrontier tree = new();
        private byte[] lastKey = [];
        private int used;

        internal int Count { get; private set; }

        internal void Add(string key, ReadOnlySpan<byte> value)
        {
            byte[] keyBytes = Encoding.UTF8.GetBytes(key);
            Invariant.Holds(lastKey.AsSpan().SequenceCompareTo(keyBytes) < 0);
            lastKey = keyBytes;
            if (SnapshotPage.TryAppend(page, ref used, keyBytes, value)) return;
            Flush();
            Invariant.Holds(SnapshotPage.TryAppend(page, ref used, keyBytes, value));
        }

        internal TreeHash Finish()
        {
            if (used > 0) Flush();
            return tree.Root(hasher);
        }

        public void Dispose() => hasher.Dispose();

        private void Flush()
        {
            TreeHash hash = hasher.Leaf(page);
            Span<byte> bytes = stackalloc byte[TreeHash.Size];
            hash.CopyTo(bytes);
            hashes.Write(bytes);
            file.Write(page);
            tree.Append(hash, hasher);
            Array.Clear(page);
            used = 0;
            Count = checked(Count + 1);
        }
    }
}
