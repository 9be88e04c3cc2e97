using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>The Signer started: nothing is signed before witnesses cosigned these 32 random bytes.</summary>
public sealed record StartedLeaf(LeafStamp Stamp, ReadOnlyMemory<byte> Challenge) : Leaf(Stamp)
{
    public const int RandomBytes = 32;

    public override string Action => LeafAction.Started;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
        [("random", Base64UrlText.Write(Challenge.Span))];
}
