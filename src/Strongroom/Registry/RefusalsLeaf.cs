using Strongroom.Exposure;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>How often each code was refused without a leaf of its own, from one time to another.</summary>
public sealed record RefusalsLeaf(
    LeafStamp Stamp, Timestamp From, Timestamp To, IReadOnlyDictionary<string, long> Counts) : Leaf(Stamp)
{
    /// <summary>The most codes of one leaf; what is above is counted as <see cref="OtherCode"/>.</summary>
    public const int CodesMax = 256;
    public const string OtherCode = "registry.other";

    /// <summary>
    /// Secrets among what was refused, by kind and field; <see cref="Counts"/> counts them too.
    /// </summary>
    public IReadOnlyList<SecretCount> Secrets { get; init; } = [];

    public override string Action => LeafAction.Refusals;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
    [
        ("from", From.ToString()),
        ("to", To.ToString()),
        ("counts", CanonicalObject.Of(
            [.. Counts.Select(count => (count.Key, CanonicalValue.FromInt64(count.Value)))])),
        ("secrets", Secrets.Count == 0
            ? null
            : CanonicalArray.OfObjects(Secrets.Select(count => count.ToCanonical()))),
    ];
}
