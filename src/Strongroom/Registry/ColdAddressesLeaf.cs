using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>A batch of a cold Signer's addresses joins the pool of those that accounts are given.</summary>
public sealed record ColdAddressesLeaf(
    LeafStamp Stamp, ColdAddresses Batch, ReadOnlyMemory<byte> Signature) : Leaf(Stamp)
{
    public const int SignatureBytes = 64;

    public override string Action => LeafAction.ColdAddresses;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
        [("batch", Batch.Body), ("signature", Base64UrlText.Write(Signature.Span))];
}
