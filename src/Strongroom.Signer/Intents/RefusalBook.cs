// docs/formats/leaf.md: a refusal is a leaf of its own only where a valid request of somebody in the roster
// came with it, at most 60 a minute a person; all others are counted.
using Strongroom.Exposure;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Signer.Intents;

/// <summary>
/// Counts refusals until a leaf takes the counts up, and rations leaves of their own. Thread-safe.
/// </summary>
internal sealed class RefusalBook
{
    internal const int LeavesMax = 60;
    internal static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<PersonId, int> leaves = [];
    private Dictionary<string, long> counts = new(StringComparer.Ordinal);
    private Timestamp from;
    private long leavesMinute;

    /// <summary>Secrets that came where none belongs; each is counted as a refusal besides.</summary>
    internal SecretTally Secrets { get; } = new();

    /// <summary>Whether this person's refusal still gets a leaf of its own in this minute.</summary>
    internal bool TakeLeaf(PersonId requester, Timestamp now)
    {
        lock (gate)
        {
            long minute = now.UnixSeconds / (long)Period.TotalSeconds;
            if (minute != leavesMinute) leaves.Clear();
            leavesMinute = minute;
            int taken = leaves.GetValueOrDefault(requester);
            if (taken == LeavesMax) return false;
            leaves[requester] = taken + 1;
            return true;
        }
    }

    internal void Count(string code, Timestamp now)
    {
        lock (gate)
        {
            if (counts.Count == 0) from = now;
            bool isListed = counts.ContainsKey(code) || counts.Count < RefusalsLeaf.CodesMax - 1;
            string name = isListed ? code : RefusalsLeaf.OtherCode;
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }
    }

    /// <summary>
    /// The leaf over what was counted, once a minute has passed since the first; null before.
    /// </summary>
    internal RefusalsLeaf? Take(LeafStamp stamp, bool isLast)
    {
        lock (gate)
        {
            if (counts.Count == 0 || (!isLast && stamp.Time - from < Period)) return null;
            RefusalsLeaf leaf = new(stamp, from, stamp.Time, counts) { Secrets = Secrets.Take() };
            counts = new Dictionary<string, long>(StringComparer.Ordinal);
            return leaf;
        }
    }
}
