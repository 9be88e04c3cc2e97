using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// The Signer started: nothing is signed before witnesses cosigned these 32 random bytes.
/// </summary>
public sealed record StartedLeaf(LeafStamp Stamp, ReadOnlyMemory<byte> Challenge) : Leaf(Stamp)
{
    public const int RandomBytes = 32;

    public override string Action => LeafAction.Started;

    /// <summary>Those that hold a key for its seed; none where the seed is sealed in software.</summary>
    public IReadOnlyList<TokenFact> Tokens { get; init; } = [];

    private protected override (string Name, CanonicalValue Value)[] Members() =>
        Tokens.Count == 0
            ? [("random", Base64UrlText.Write(Challenge.Span))]
            :
            [
                ("random", Base64UrlText.Write(Challenge.Span)),
                ("tokens", CanonicalArray.OfObjects(Tokens.Select(token => token.ToObject()))),
            ];
}
