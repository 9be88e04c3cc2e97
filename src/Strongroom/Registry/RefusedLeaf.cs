using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// A refusal that a rostered person's own request came with: digests and codes, never the text.
/// </summary>
public sealed record RefusedLeaf(
    LeafStamp Stamp, PersonId Requester, string Code, string? Field, Digest? IntentDigest, Digest Input)
    : Leaf(Stamp)
{
    public override string Action => LeafAction.Refused;

    public override PersonId? Person => Requester;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
    [
        ("code", Code),
        ("field", Field),
        ("intentDigest", IntentDigest?.ToString()),
        ("requester", Requester.ToString()),
        ("input", Input.ToString()),
    ];
}
