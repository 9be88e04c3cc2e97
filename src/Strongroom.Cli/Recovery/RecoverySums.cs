using Strongroom.Assets;
using Strongroom.Intents;

namespace Strongroom.Cli.Recovery;

/// <summary>What a recovery comes to: accounts counted, amounts for each asset. Thread-safe.</summary>
internal sealed class RecoverySums
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, (AssetId Asset, Amount Amount)> moved =
        new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (AssetId Asset, Amount Amount)> left =
        new(StringComparer.Ordinal);

    /// <summary>Accounts of the root whose chain a node serves.</summary>
    internal long Found { get; set; }

    /// <summary>Accounts of the root whose chain no node serves.</summary>
    internal long Unreached { get; set; }

    /// <summary>Accounts of other roots.</summary>
    internal long Elsewhere { get; set; }

    internal IReadOnlyCollection<(AssetId Asset, Amount Amount)> Moved => moved.Values;

    internal IReadOnlyCollection<(AssetId Asset, Amount Amount)> Left => left.Values;

    internal void AddMoved(AssetId asset, Amount amount) => Add(moved, asset, amount);

    internal void AddLeft(AssetId asset, Amount amount) => Add(left, asset, amount);

    internal CanonicalObject ToCanonical() => CanonicalObject.Of(
        ("elsewhere", Elsewhere), ("found", Found), ("unreached", Unreached));

    internal CanonicalArray MovedToCanonical() => ToCanonical(moved);

    internal CanonicalArray LeftToCanonical() => ToCanonical(left);

    private void Add(
        SortedDictionary<string, (AssetId Asset, Amount Amount)> sums, AssetId asset, Amount amount)
    {
        lock (gate) sums[$"{asset}"] = (asset, sums.GetValueOrDefault($"{asset}").Amount + amount);
    }

    private static CanonicalArray ToCanonical(
        SortedDictionary<string, (AssetId Asset, Amount Amount)> sums) =>
        CanonicalArray.OfObjects(sums.Values.Select(sum =>
            CanonicalObject.Of(("amount", sum.Amount.ToString()), ("asset", sum.Asset.ToString()))));
}
