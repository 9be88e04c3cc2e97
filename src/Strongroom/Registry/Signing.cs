using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;

namespace Strongroom.Registry;

/// <summary>
/// Bytes that may be signed for an intent: write <see cref="ToLeaf"/>, wait until it is durable and cosigned,
/// then sign. With <see cref="EarlierIndex"/> that leaf is there already and the same signature is made
/// again.
/// </summary>
public sealed record Signing(
    IntentRecord Intent,
    AccountRecord Account,
    EthereumTransaction Transaction,
    ReadOnlyMemory<byte> Unsigned,
    Hash32 SigningHash,
    ulong? EarlierIndex)
{
    /// <summary>The cold Signer that holds the account's key: nothing is signed here.</summary>
    public ColdSigner? Cold { get; init; }

    /// <summary>The cold Signer's signature over these bytes, once it was carried back.</summary>
    public ColdSignature? Carried { get; init; }

    public SigningLeaf ToLeaf(LeafStamp stamp)
    {
        bool fits = Transaction.TryFeeMax(out Amount fee);
        Invariant.Holds(fits && EarlierIndex is null);
        return new SigningLeaf(
            stamp,
            Intent.Digest,
            Account.Chain,
            Account.Address,
            Transaction.Nonce,
            Unsigned,
            SigningHash,
            fee);
    }
}
