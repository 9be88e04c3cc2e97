using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// What a Signer reads before it signs: the unsigned bytes of an EIP-1559 transaction that calls one account
/// on a named chain, without an access list, and that encodes back to exactly the bytes read. Everything else
/// is refused with a code that says what it was.
/// </summary>
public static class UnsignedTransaction
{
    private const byte ListBase = 0xc0;

    public static bool TryDecode(
        ReadOnlySpan<byte> encoded,
        [NotNullWhen(true)] out EthereumTransaction? transaction,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        transaction = null;
        if (encoded.Length > EthereumTransaction.EncodedBytesMax)
        {
            refusal = new Refusal(
                ChainRefusal.TransactionTooLarge,
                "The transaction is larger than nodes pass on.",
                null,
                $"at most {EthereumTransaction.EncodedBytesMax} bytes");
            return false;
        }

        refusal = encoded.IsEmpty ? ChainRefusals.Rlp("transaction") : RefuseKind(encoded[0]);
        if (refusal is not null) return false;
        if (!TransactionCodec.TryDecodeUnsigned(
                encoded[1..], TransactionKind.DynamicFee, out EthereumTransaction? read, out refusal))
            return false;
        if (!TryAccept(read, out refusal)) return false;
        Invariant.Holds(encoded.SequenceEqual(read.EncodeUnsigned()));
        transaction = read;
        return true;
    }

    private static Refusal? RefuseKind(byte first) => first switch
    {
        (byte)TransactionKind.DynamicFee => null,
        (byte)TransactionKind.AccessList => Kind(ChainRefusal.TransactionTypeAccessList, "an EIP-2930"),
        3 => Kind(ChainRefusal.TransactionTypeBlob, "an EIP-4844 (blob)"),
        4 => Kind(ChainRefusal.TransactionTypeDelegation, "an EIP-7702 (delegation)"),
        >= ListBase => Kind(ChainRefusal.TransactionTypeLegacy, "a legacy"),
        _ => Kind(ChainRefusal.TransactionTypeUnknown, "of an unknown type, not a known"),
    };

    private static Refusal Kind(string code, string what) =>
        new(code, $"This is {what} transaction.", "type", "an EIP-1559 transaction (type 2)");

    private static bool TryAccept(EthereumTransaction transaction, [NotNullWhen(false)] out Refusal? refusal)
    {
        if (transaction.ChainNumber is null or 0)
        {
            refusal = new Refusal(
                ChainRefusal.TransactionChainAbsent, "The transaction names no chain.", "chainId",
                "1 to 2^64 - 1");
            return false;
        }

        if (transaction.To is null)
        {
            refusal = new Refusal(
                ChainRefusal.ContractCreation, "The transaction creates a contract.", "to",
                "a called account");
            return false;
        }

        if (transaction.AccessList.Count > 0)
        {
            refusal = new Refusal(
                ChainRefusal.AccessListPresent,
                "The transaction has an access list, which no intent describes.",
                "accessList",
                "an empty list");
            return false;
        }

        return TransactionRules.TryCheck(transaction, out refusal);
    }
}
