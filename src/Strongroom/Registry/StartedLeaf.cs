using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// The Signer started: nothing is signed before witnesses cosigned these 32 random bytes. It names the
/// keystores that it opened, the founding's own first; none where it waits for custodians.
/// </summary>
public sealed record StartedLeaf(
    LeafStamp Stamp, ReadOnlyMemory<byte> Challenge, IReadOnlyList<KeystoreFact> Keystores) : Leaf(Stamp)
{
    public const int RandomBytes = 32;

    public override string Action => LeafAction.Started;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
    [
        ("keystores", KeystoreFact.Write(Keystores)),
        ("random", Base64UrlText.Write(Challenge.Span)),
    ];
}
