using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// A cold Signer refused a request, or one movement of it: digests and a code, never the text.
/// </summary>
public sealed record ColdRefusedLeaf(
    LeafStamp Stamp, string Code, string? Field, Digest? IntentDigest, Digest Input) : Leaf(Stamp)
{
    public override string Action => LeafAction.ColdRefused;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
    [
        ("code", Code),
        ("field", Field),
        ("input", Input.ToString()),
        ("intentDigest", IntentDigest?.ToString()),
    ];
}
