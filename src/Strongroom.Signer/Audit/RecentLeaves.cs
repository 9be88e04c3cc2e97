using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Signer.Audit;

/// <summary>
/// The leaves that were committed last, in memory: receipts and the next tiles are about them, and reading
/// one back from the file costs two system calls. Thread-safe.
/// </summary>
internal sealed class RecentLeaves
{
    private const int KeptMax = 8192;
    private const int LeafBytesMax = 4096; // 32 MiB at most; larger leaves are few, and read from the file

    private readonly byte[]?[] ring = new byte[]?[KeptMax];
    private readonly Lock gate = new();
    private ulong end;

    /// <summary>Takes leaves from an index on; the caller changes them no more.</summary>
    internal void Add(ulong index, IReadOnlyList<byte[]> leaves)
    {
        lock (gate)
        {
            if (index != end) Array.Clear(ring);
            end = index;
            foreach (byte[] leaf in leaves) ring[end++ % KeptMax] = leaf.Length <= LeafBytesMax ? leaf : null;
        }
    }

    internal bool TryGet(ulong index, [NotNullWhen(true)] out byte[]? leaf)
    {
        lock (gate)
        {
            leaf = index < end && end - index <= KeptMax ? ring[index % KeptMax] : null;
            return leaf is not null;
        }
    }
}
