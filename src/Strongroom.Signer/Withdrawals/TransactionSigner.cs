using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Registry;
using Strongroom.Signer.Keys;

namespace Strongroom.Signer.Withdrawals;

/// <summary>
/// Stage 4: the one place where a wallet's key signs. The key must be the account's; the key verifies its own
/// signature; the signed transaction, read back, must be the unsigned bytes.
/// </summary>
internal sealed class TransactionSigner(Keyring keys)
{
    /// <summary>
    /// The same bytes give the same signature where the key is in memory (RFC 6979); a token may draw another
    /// nonce and sign the same bytes anew. Call only with a receipt in hand.
    /// </summary>
    internal SignedTransaction Sign(Signing signing)
    {
        Span<byte> digest = stackalloc byte[Hash32.SizeBytes];
        Span<byte> compact = stackalloc byte[TransactionSignature.CompactSizeBytes];
        int recoveryId;
        signing.SigningHash.Write(digest);
        using (AccountKeys.KeyLease lease = keys.Of(signing.Account.Root).Lease(signing.Account))
        {
            Invariant.Holds(lease.Address == signing.Account.Address);
            recoveryId = lease.Sign(digest, compact);
        }

        TransactionSignature signature = TransactionSignature.FromCompact(compact, recoveryId);
        SignedTransaction signed =
            SignedTransaction.Join(signing.Transaction, signature, signing.Account.Address);
        Invariant.Holds(signed.Transaction.EncodeUnsigned().AsSpan().SequenceEqual(signing.Unsigned.Span));
        return signed;
    }
}
