using Strongroom.Attestations;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>An approved intent became known; with an effect where nothing delays it.</summary>
public sealed record RegisteredLeaf(
    LeafStamp Stamp,
    PersonId Requester,
    Intent Intent,
    IReadOnlyList<SignedStatement> Statements,
    RuleId Rule,
    Timestamp NotBefore,
    IntentEffect? Effect) : Leaf(Stamp)
{
    /// <summary>
    /// The attestations that the decision rests on: with the state before, anybody can judge it again.
    /// </summary>
    public IReadOnlyList<SignedAttestation> Attestations { get; init; } = [];

    public override string Action => LeafAction.Registered;

    public override PersonId? Person => Requester;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
    [
        ("intent", Intent.Body),
        ("intentDigest", Intent.Digest.ToString()),
        ("statements", CanonicalArray.OfObjects(Statements.Select(statement => statement.Body))),
        ("attestations", Attestations.Count == 0
            ? null
            : CanonicalArray.OfObjects(Attestations.Select(attestation => attestation.Body))),
        ("rule", Rule.ToString()),
        ("notBefore", NotBefore.ToString()),
        ("effect", Effect?.ToObject()),
    ];
}
