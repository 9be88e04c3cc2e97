using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// The home journal sends a request to a cold Signer: which movements it may sign, everything that governs
/// them, and how far the cold Signer's own journal was known when it left.
/// </summary>
public sealed record ColdRequestedLeaf(
    LeafStamp Stamp,
    string Origin,
    GovernanceMark Governance,
    LogMark Journal,
    IReadOnlyList<Digest> IntentDigests) : Leaf(Stamp)
{
    public override string Action => LeafAction.ColdRequested;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
    [
        ("cold", Origin),
        ("governance", Governance.ToObject()),
        ("journal", Journal.ToObject()),
        ("intentDigests", CanonicalArray.OfTexts(IntentDigests.Select(digest => digest.ToString()))),
    ];
}
