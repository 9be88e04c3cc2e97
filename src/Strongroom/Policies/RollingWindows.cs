using System.Runtime.InteropServices;
using Strongroom.Assets;
using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// All rolling sums of an institution (docs/formats/policy.md). Time only goes forward here; sums that no
/// window can reach any more are dropped, so memory is bounded by what 31 days can register.
/// </summary>
public sealed class RollingWindows
{
    /// <summary>The longest window: 31 days.</summary>
    public const int MinutesMax = 44_640;

    // Sums that ended are looked for once a day of registered time.
    private const int SweepMinutes = 1_440;

    private readonly Dictionary<WindowKey, WindowSeries> _series = [];
    private long _sweptAt;

    /// <summary>The minute in which a moment lies, counted from 1970.</summary>
    public static long MinuteOf(Timestamp time) => time.UnixSeconds / 60;

    /// <summary>
    /// What was registered in the last <paramref name="minutes"/>; the bucket at the edge counts.
    /// </summary>
    public Amount Sum(WindowKey key, long minute, int minutes) =>
        _series.TryGetValue(key, out WindowSeries? series)
            ? new Amount(series.Sum(minute, minutes))
            : Amount.Zero;

    /// <summary>False when the longest sum would leave 256 bits.</summary>
    public bool CanAdd(WindowKey key, long minute, Amount amount) =>
        !_series.TryGetValue(key, out WindowSeries? series) || series.CanAdd(minute, amount.BaseUnits);

    /// <summary>Counts an amount; nothing ever takes it back.</summary>
    public void Add(WindowKey key, long minute, Amount amount)
    {
        if (minute >= _sweptAt + SweepMinutes) Sweep(minute);
        ref WindowSeries? series = ref CollectionsMarshal.GetValueRefOrAddDefault(_series, key, out _);
        series ??= new WindowSeries();
        series.Add(minute, amount.BaseUnits);
    }

    /// <summary>
    /// Every bucket that a window at this minute can reach, ordered by key, then by minute.
    /// </summary>
    internal IEnumerable<(WindowKey Key, long Minute, Amount Amount)> LiveAt(long minute)
    {
        List<WindowKey> keys = [.. _series.Keys];
        keys.Sort(Compare);
        foreach (WindowKey key in keys)
        {
            foreach ((long at, UInt256 amount) in _series[key].LiveAt(minute))
                yield return (key, at, new Amount(amount));
        }
    }

    private static int Compare(WindowKey left, WindowKey right)
    {
        int scope = left.Scope.CompareTo(right.Scope);
        if (scope != 0) return scope;
        int owner = string.CompareOrdinal(left.Owner, right.Owner);
        return owner != 0 ? owner : string.CompareOrdinal(left.Asset, right.Asset);
    }

    private void Sweep(long minute)
    {
        _sweptAt = minute;
        foreach ((WindowKey key, WindowSeries series) in _series)
        {
            if (series.IsEmptyAt(minute)) _series.Remove(key);
        }
    }
}
