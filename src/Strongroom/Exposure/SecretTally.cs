namespace Strongroom.Exposure;

/// <summary>Counts refused secrets until a leaf takes the counts up. Thread-safe.</summary>
public sealed class SecretTally
{
    private readonly Lock _gate = new();
    private SortedDictionary<(string Kind, string Field), long> _counts = [];

    public void Count(FoundSecret found)
    {
        (string, string) key = (found.Kind.ToText(), found.Field);
        lock (_gate)
        {
            bool isListed = _counts.ContainsKey(key) || _counts.Count < SecretCount.CountsMax - 1;
            if (!isListed) key = (SecretCount.Other, SecretCount.Other);
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>What was counted since the last time; empty when nothing was.</summary>
    public IReadOnlyList<SecretCount> Take()
    {
        lock (_gate)
        {
            SecretCount[] taken =
                [.. _counts.Select(one => new SecretCount(one.Key.Kind, one.Key.Field, one.Value))];
            _counts = [];
            return taken;
        }
    }
}
