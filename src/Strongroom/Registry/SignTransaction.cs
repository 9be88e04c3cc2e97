using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// The decision on unsigned bytes for a registered movement: the Signer decodes them itself, compares them
/// with the intent, and binds the nonce. One intent has at most one effect on chain, because every
/// transaction that is ever signed for it has one nonce, and no other intent gets that nonce unless it
/// declares <c>replaces</c>.
/// </summary>
public static class SignTransaction
{
    public static bool Decide(
        State state,
        Digest intent,
        ReadOnlyMemory<byte> unsigned,
        Timestamp now,
        [NotNullWhen(true)] out Signing? signing,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        signing = null;
        refusal = RegistryRefusals.UnknownIntent();
        if (!state.TryGetIntent(intent, out IntentRecord? record)) return false;
        if (!UnsignedTransaction.TryDecode(unsigned.Span, out EthereumTransaction? transaction, out refusal))
            return false;
        refusal = CheckIntent(state, record, now);
        if (refusal is not null) return false;
        RegisteredCall call = record.Call!;
        bool isThere = state.TryGetAccount(call.Account, out AccountRecord? account);
        Invariant.Holds(isThere && account is not null);
        refusal = CheckRoots(state, record, account);
        if (refusal is not null) return false;
        Hash32 hash = Hash32.Keccak(unsigned.Span);
        ulong? earlier = FindSigning(record, hash);
        if (earlier is null)
        {
            refusal = CheckCall(call, account, transaction)
                ?? CheckFee(call, transaction)
                ?? CheckNonce(state, record, account, transaction.Nonce);
            if (refusal is not null) return false;
        }

        if (state.TryGetColdSigner(account.Root, out ColdSigner? cold) && earlier is null
            && cold.Waiting.Count >= ColdSigner.WaitingMax && !cold.Waiting.Contains(record.Digest))
        {
            refusal = QueueFull();
            return false;
        }

        signing = new Signing(record, account, transaction, unsigned, hash, earlier) 
        {
            Cold = cold,
            Carried = state.TryGetColdSignature(hash, out byte[]? carried)
                ? new ColdSignature(record.Digest, hash, carried) : null,
        };
        return true;
    }

    /// <summary>
    /// Null when the transaction is the movement's one call, from its account, under its fee cap.
    /// </summary>
    internal static Refusal? CheckTransaction(
        Intent.Movement movement, AccountRecord account, EthereumTransaction transaction)
    {
        RegisteredCall call = StateFold.CallOf(movement);
        return CheckCall(call, account, transaction) ?? CheckFee(call, transaction);
    }

    private static Refusal? CheckIntent(State state, IntentRecord record, Timestamp now)
    {
        if (record.Call is null)
        {
            return new Refusal(
                RegistryRefusal.NotMovement,
                "A governance intent moves nothing.",
                "intent",
                "a movement's digest");
        }

        if (state.IsFrozen) return RegistryRefusals.Frozen();
        if (record.State == RegisteredState.Closed) return RegistryRefusals.Closed();
        if (now < record.NotBefore) return RegistryRefusals.TooSoon();
        // After the first signature only the chain ends an intent.
        return record.Nonce is null && now >= record.ExpiresAt ? RegistryRefusals.Expired() : null;
    }

    /// <summary>A root may have left the active state since the intent was registered.</summary>
    private static Refusal? CheckRoots(State state, IntentRecord record, AccountRecord payer)
    {
        AccountRecord? receiver = null;
        bool isFound = record.Call!.ToAccount is not { } id || state.TryGetAccount(id, out receiver);
        Invariant.Holds(isFound);
        return RootRules.Check(state, record.Kind, payer, receiver);
    }

    private static ulong? FindSigning(IntentRecord record, Hash32 hash)
    {
        for (int i = 0; i < record.Signings.Count; i++)
        {
            if (record.Signings[i].SigningHash == hash) return record.Signings[i].Index;
        }

        return null;
    }

    private static Refusal? CheckCall(
        RegisteredCall call, AccountRecord account, EthereumTransaction transaction)
    {
        bool isEip155 = account.Chain.TryGetEip155(out ulong chainNumber);
        Invariant.Holds(isEip155);
        if (transaction.ChainNumber != chainNumber) return Differs("unsigned.chainId");
        if (transaction.To != call.To) return Differs("unsigned.to");
        if (transaction.Value != call.Value.BaseUnits) return Differs("unsigned.value");
        return transaction.CallData.Span.SequenceEqual(call.Data.Span) ? null : Differs("unsigned.data");
    }

    private static Refusal? CheckFee(RegisteredCall call, EthereumTransaction transaction)
    {
        bool isWithin = transaction.TryFeeMax(out Amount fee) && fee <= call.FeeMax;
        return isWithin
            ? null
            : new Refusal(
                RegistryRefusal.FeeAboveMax,
                "Gas limit times fee per gas is above what was approved.",
                "unsigned.maxFeePerGas",
                "at most the intent's feeMax");
    }

    private static Refusal? CheckNonce(State state, IntentRecord record, AccountRecord account, ulong nonce)
    {
        if (record.Signings.Count >= IntentRecord.SigningsMax)
        {
            return new Refusal(
                RegistryRefusal.SigningsExhausted,
                "Too many transactions were signed for this intent.",
                null,
                $"at most {IntentRecord.SigningsMax}, or an intent that replaces this one");
        }

        if (record.Nonce is { } bound) return nonce == bound ? null : Bound();
        if (record.Call!.Replaces is { } replaces)
        {
            bool isThere = state.TryGetIntent(replaces, out IntentRecord? replaced);
            Invariant.Holds(isThere && replaced is not null);
            return MovementRules.CheckReplaceable(replaced) ?? (nonce == replaced.Nonce ? null : Bound());
        }

        return nonce == state.NextNonce(account.Chain, account.Address)
            ? null
            : new Refusal(
                RegistryRefusal.NonceNotNext,
                "The nonce is not the next one of this sender.",
                "unsigned.nonce",
                "the account's nextNonce");
    }

    private static Refusal QueueFull() => new(
        RegistryRefusal.ColdQueueFull,
        "As many movements as one trip can carry wait for the cold Signer.",
        "intent",
        "a trip to the cold Signer first");

    private static Refusal Bound() => new(
        RegistryRefusal.NonceBound,
        "The intent is bound to another nonce.",
        "unsigned.nonce",
        "the nonce of its first signature, or of the intent that it replaces");

    private static Refusal Differs(string field) => new(
        RegistryRefusal.CallDiffers,
        "The transaction does not do what was approved.",
        field,
        "chain, recipient, value and data as the intent says");
}
