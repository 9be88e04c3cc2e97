using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// Binds a nonce and these unsigned bytes to an intent; written before the signature exists.
/// </summary>
public sealed record SigningLeaf(
    LeafStamp Stamp,
    Digest IntentDigest,
    ChainId Chain,
    EthereumAddress Sender,
    ulong Nonce,
    ReadOnlyMemory<byte> Unsigned,
    Hash32 SigningHash,
    Amount Fee) : Leaf(Stamp)
{
    public override string Action => LeafAction.Signing;

    private protected override (string Name, CanonicalValue Value)[] Members() =>
    [
        ("intentDigest", IntentDigest.ToString()),
        ("chain", Chain.ToString()),
        ("sender", Sender.ToString()),
        ("nonce", (long)Nonce),
        ("unsigned", "0x" + Convert.ToHexStringLower(Unsigned.Span)),
        ("signingHash", SigningHash.ToString()),
        ("fee", Fee.ToString()),
    ];
}
