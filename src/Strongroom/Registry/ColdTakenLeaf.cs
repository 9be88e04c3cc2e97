using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// A cold Signer took a request: its home journal as the request shows it, and the governance leaves that
/// came with it, which are attachments of its own journal, so that its state is the fold of that journal
/// alone.
/// </summary>
public sealed record ColdTakenLeaf(
    LeafStamp Stamp,
    Digest Request,
    LogMark Home,
    GovernanceMark Governance,
    IReadOnlyList<Digest> Attachments) : Leaf(Stamp)
{
    public const int AttachmentsMax = 256;

    public override string Action => LeafAction.ColdTaken;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
    [
        ("attachments", CanonicalArray.OfTexts(Attachments.Select(digest => digest.ToString()))),
        ("governance", Governance.ToObject()),
        ("home", Home.ToObject()),
        ("request", Request.ToString()),
    ];
}
