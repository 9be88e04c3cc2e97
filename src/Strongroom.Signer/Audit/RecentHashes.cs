using Strongroom.Audit;

namespace Strongroom.Signer.Audit;

/// <summary>
/// The hashes that were written last, in memory: receipts are about leaves just written, and a proof whose
/// hashes are read from the file, one system call each, takes half as long again. Thread-safe.
/// </summary>
internal sealed class RecentHashes
{
    private const int KeptMax = 1 << 16; // 2 MiB: those of the last 32,768 leaves

    private readonly TreeHash[] ring = new TreeHash[KeptMax];
    private readonly Lock gate = new();
    private long first;
    private long end;

    /// <summary>Takes the hashes written from a place on; a place other than the end starts anew.</summary>
    internal void Add(long place, IReadOnlyList<TreeHash> hashes)
    {
        lock (gate)
        {
            if (place != end) first = end = place;
            foreach (TreeHash hash in hashes) ring[end++ % KeptMax] = hash;
            first = Math.Max(first, end - KeptMax);
        }
    }

    internal bool TryGet(long place, out TreeHash hash)
    {
        lock (gate)
        {
            bool isKept = place >= first && place < end;
            hash = isKept ? ring[place % KeptMax] : default;
            return isKept;
        }
    }
}
