using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography;

namespace Strongroom.Registry;

/// <summary>
/// What changed since <c>beneath</c> was written, in memory. One writer; a sealed overlay never changes
/// again, so that a snapshot can be written from it while a new overlay on top takes the writes.
/// </summary>
public sealed class OverlayTable : IStateTable
{
    /// <summary>The longest value: a record with its key fits one page of a snapshot.</summary>
    public const int ValueBytesMax = 3_800;

    /// <summary>The longest key.</summary>
    public const int KeyLengthMax = 256;

    // A null value is a removal that hides a record beneath.
    private readonly Dictionary<string, byte[]?> _changes = new(StringComparer.Ordinal);
    private readonly IStateTable? _beneath;
    private bool _isSealed;

    public OverlayTable(IStateTable? beneath = null) => _beneath = beneath;

    /// <summary>How many records this overlay alone holds, removals included.</summary>
    public int ChangeCount => _changes.Count;

    public bool TryGet(string key, [NotNullWhen(true)] out byte[]? value)
    {
        if (_changes.TryGetValue(key, out value)) return value is not null;
        value = null;
        return _beneath is not null && _beneath.TryGet(key, out value);
    }

    public IEnumerable<KeyValuePair<string, byte[]>> InOrder()
    {
        string[] keys = [.. _changes.Keys];
        Array.Sort(keys, StringComparer.Ordinal);
        int next = 0;
        foreach (KeyValuePair<string, byte[]> below in _beneath?.InOrder() ?? [])
        {
            while (next < keys.Length && string.CompareOrdinal(keys[next], below.Key) < 0)
            {
                if (_changes[keys[next]] is { } added) yield return new(keys[next], added);
                next++;
            }

            bool isChanged = next < keys.Length && keys[next] == below.Key;
            byte[]? value = isChanged ? _changes[keys[next++]] : below.Value;
            if (value is not null) yield return new(below.Key, value);
        }

        for (; next < keys.Length; next++)
        {
            if (_changes[keys[next]] is { } added) yield return new(keys[next], added);
        }
    }

    public void Put(string key, byte[] value)
    {
        Invariant.Holds(!_isSealed && key.Length <= KeyLengthMax && value.Length <= ValueBytesMax);
        _changes[key] = value;
    }

    public void Remove(string key)
    {
        Invariant.Holds(!_isSealed);
        if (_beneath is null) _changes.Remove(key);
        else _changes[key] = null;
    }

    internal void Seal() => _isSealed = true;

    /// <summary>This overlay's own changes over another table that holds all that was beneath.</summary>
    internal OverlayTable Rebase(IStateTable beneath)
    {
        Invariant.Holds(!_isSealed);
        OverlayTable moved = new(beneath);
        foreach ((string key, byte[]? value) in _changes) moved._changes.Add(key, value);
        return moved;
    }
}
