using System.Runtime.InteropServices;
using Strongroom.Assets;
using Strongroom.Cryptography;

namespace Strongroom.Policies;

/// <summary>
/// What was registered under one <see cref="WindowKey"/>, in buckets of one minute, at most 31 days of them.
/// Each bucket keeps the running total, so that the sum of any window is one subtraction.
/// </summary>
internal sealed class WindowSeries
{
    // Dead buckets are dropped once there are as many of them as live ones, and at least this many.
    private const int CompactMin = 64;

    private readonly List<Bucket> _buckets = [];
    private int _dead;

    internal bool IsEmptyAt(long minute) => _buckets.Count == 0 || _buckets[^1].Minute < OldestAt(minute);

    /// <summary>
    /// Everything from <paramref name="minute"/> less <paramref name="span"/> on; the edge counts.
    /// </summary>
    internal UInt256 Sum(long minute, int span)
    {
        int start = IndexOf(minute - span);
        if (start == _buckets.Count) return UInt256.Zero;
        return _buckets[^1].Total - (start == 0 ? UInt256.Zero : _buckets[start - 1].Total);
    }

    internal bool CanAdd(long minute, UInt256 amount) =>
        UInt256.TryAdd(Sum(minute, RollingWindows.MinutesMax), amount, out _);

    internal void Add(long minute, UInt256 amount)
    {
        Invariant.Holds(_buckets.Count == 0 || minute >= _buckets[^1].Minute);
        _dead = IndexOf(OldestAt(minute));
        if (_dead >= CompactMin && _dead * 2 >= _buckets.Count) Compact();
        UInt256 before = _buckets.Count == 0 ? UInt256.Zero : _buckets[^1].Total;
        if (!UInt256.TryAdd(before, amount, out UInt256 total))
        {
            // The running total of what nobody counts any more is in the way.
            Compact();
            total = (_buckets.Count == 0 ? UInt256.Zero : _buckets[^1].Total) + amount;
        }

        if (_buckets.Count > 0 && _buckets[^1].Minute == minute) _buckets[^1] = new Bucket(minute, total);
        else _buckets.Add(new Bucket(minute, total));
    }

    /// <summary>The live buckets with the amount of each, oldest first.</summary>
    internal IEnumerable<(long Minute, UInt256 Amount)> LiveAt(long minute)
    {
        for (int i = IndexOf(OldestAt(minute)); i < _buckets.Count; i++)
        {
            UInt256 before = i == 0 ? UInt256.Zero : _buckets[i - 1].Total;
            yield return (_buckets[i].Minute, _buckets[i].Total - before);
        }
    }

    private static long OldestAt(long minute) => minute - RollingWindows.MinutesMax;

    private void Compact()
    {
        UInt256 dropped = _dead == 0 ? UInt256.Zero : _buckets[_dead - 1].Total;
        _buckets.RemoveRange(0, _dead);
        for (int i = 0; i < _buckets.Count; i++)
            _buckets[i] = _buckets[i] with { Total = _buckets[i].Total - dropped };
        _dead = 0;
    }

    // The first bucket at or after this minute.
    private int IndexOf(long minute)
    {
        int low = 0;
        int high = _buckets.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_buckets[middle].Minute < minute) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Bucket(long Minute, UInt256 Total);
}
