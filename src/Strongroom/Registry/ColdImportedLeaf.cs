using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// What came back from a cold Signer: its journal as it then was, and the signatures. The response itself is
/// the attachment of that digest.
/// </summary>
public sealed record ColdImportedLeaf(
    LeafStamp Stamp,
    string Origin,
    LogMark Journal,
    ulong Governance,
    Digest Response,
    IReadOnlyList<ColdSignature> Signatures) : Leaf(Stamp)
{
    public override string Action => LeafAction.ColdImported;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
    [
        ("cold", Origin),
        ("governance", (long)Governance),
        ("journal", Journal.ToObject()),
        ("response", Response.ToString()),
        ("signatures", CanonicalArray.OfObjects(Signatures.Select(signature => signature.ToObject()))),
    ];
}
