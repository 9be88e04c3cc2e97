using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Cold;

/// <summary>A movement that a cold Signer may sign once a person compared it.</summary>
public sealed record ColdDraft(
    RegisteredLeaf Registered, SigningLeaf Bound, AccountRecord Account, EthereumTransaction Transaction)
{
    public Intent.Movement Intent => (Intent.Movement)Registered.Intent;

    /// <summary>The leaf of the own journal, written before the signature exists.</summary>
    public SigningLeaf ToLeaf(LeafStamp stamp)
    {
        bool fits = Transaction.TryFeeMax(out Amount fee);
        Invariant.Holds(fits && Bound.Nonce == Transaction.Nonce);
        return new SigningLeaf(
            stamp, Intent.Digest, Account.Chain, Account.Address, Bound.Nonce, Bound.Unsigned,
            Bound.SigningHash, fee);
    }
}
