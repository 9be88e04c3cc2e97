using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>A reject or veto statement closed these intents.</summary>
public sealed record ClosedLeaf(
    LeafStamp Stamp, IReadOnlyList<Digest> IntentDigests, SignedStatement Statement) : Leaf(Stamp)
{
    public override string Action => Statement.Statement.Verdict switch
    {
        Verdict.Reject => LeafAction.Rejected,
        Verdict.Veto => LeafAction.Vetoed,
        _ => throw new InvariantException("only reject and veto close intents"),
    };

    public override PersonId? Person => Statement.Statement.Person;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
    [
        ("intentDigests", CanonicalArray.OfTexts(IntentDigests.Select(digest => digest.ToString()))),
        ("statement", Statement.Body),
    ];
}
