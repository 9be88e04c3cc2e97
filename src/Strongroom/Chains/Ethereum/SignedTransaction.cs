using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// A transaction with a signature that recovers to <see cref="Sender"/>; <see cref="Raw"/> is what a node
/// takes and
/// <see cref="Hash"/> names it on the chain.
/// </summary>
public sealed class SignedTransaction
{
    private readonly byte[] _raw;

    private SignedTransaction(
        EthereumTransaction transaction, TransactionSignature signature, EthereumAddress sender, byte[] raw)
    {
        Transaction = transaction;
        Signature = signature;
        Sender = sender;
        _raw = raw;
        Hash = Hash32.Keccak(raw);
    }

    public EthereumTransaction Transaction { get; }

    public TransactionSignature Signature { get; }

    public EthereumAddress Sender { get; }

    public Hash32 Hash { get; }

    public ReadOnlyMemory<byte> Raw => _raw;

    /// <summary>Puts both together; refused when the signature is not one for any sender.</summary>
    public static bool TryAssemble(
        EthereumTransaction transaction,
        TransactionSignature signature,
        [NotNullWhen(true)] out SignedTransaction? complete,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        complete = null;
        if (!signature.TryCheck(out refusal)) return false;
        if (!SenderRecovery.TryRecover(transaction.SigningHash(), signature, out EthereumAddress sender))
        {
            refusal = ChainRefusals.Signature("r");
            return false;
        }

        complete = new SignedTransaction(transaction, signature, sender, transaction.EncodeSigned(signature));
        return true;
    }

    /// <summary>
    /// Puts an EIP-1559 transaction together with a signature that its own key has just made and verified, so
    /// that nothing is recovered again. What comes out is read back and is, but for the signature, what went
    /// in.
    /// </summary>
    public static SignedTransaction Join(
        EthereumTransaction transaction, TransactionSignature signature, EthereumAddress sender)
    {
        Invariant.Holds(transaction.Kind == TransactionKind.DynamicFee && signature.TryCheck(out _));
        byte[] raw = transaction.EncodeSigned(signature);
        bool isRead = TransactionCodec.TryDecodeSigned(
            raw.AsSpan(1), TransactionKind.DynamicFee, out EthereumTransaction? again,
            out TransactionSignature signatureAgain, out _);
        Invariant.Holds(isRead && signatureAgain == signature);
        Invariant.Holds(again!.EncodeUnsigned().AsSpan().SequenceEqual(transaction.EncodeUnsigned()));
        return new SignedTransaction(transaction, signature, sender, raw);
    }

    /// <summary>
    /// Reads legacy, EIP-2930 and EIP-1559 bytes; other types are refused by their own codes.
    /// </summary>
    public static bool TryDecode(
        ReadOnlySpan<byte> raw,
        [NotNullWhen(true)] out SignedTransaction? complete,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        complete = null;
        if (raw.Length > EthereumTransaction.EncodedBytesMax || raw.IsEmpty)
        {
            refusal = new Refusal(
                ChainRefusal.TransactionTooLarge,
                "The transaction is empty or larger than nodes pass on.",
                null,
                $"1 to {EthereumTransaction.EncodedBytesMax} bytes");
            return false;
        }

        refusal = FindKind(raw[0], out TransactionKind kind);
        if (refusal is not null) return false;
        ReadOnlySpan<byte> rlp = kind == TransactionKind.Legacy ? raw : raw[1..];
        return TransactionCodec.TryDecodeSigned(
                rlp, kind, out EthereumTransaction? transaction, out TransactionSignature signature,
                out refusal)
            && TryAssemble(transaction, signature, out complete, out refusal);
    }

    private static Refusal? FindKind(byte first, out TransactionKind kind)
    {
        kind = first switch
        {
            1 => TransactionKind.AccessList,
            2 => TransactionKind.DynamicFee,
            _ => TransactionKind.Legacy,
        };
        string accepted = "legacy (EIP-155), type 1 (EIP-2930) or type 2 (EIP-1559)";
        return first switch
        {
            1 or 2 or >= 0xc0 => null,
            3 => new Refusal(
                ChainRefusal.TransactionTypeBlob, "EIP-4844 transactions are not read.", "type", accepted),
            4 => new Refusal(
                ChainRefusal.TransactionTypeDelegation, "EIP-7702 transactions are not read.", "type",
                accepted),
            _ => new Refusal(
                ChainRefusal.TransactionTypeUnknown, "The transaction type is not known.", "type", accepted),
        };
    }
}
